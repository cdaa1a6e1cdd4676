package io.webhookcourier.api;

import io.webhookcourier.web.Credentials;
import io.webhookcourier.web.HeadCheck;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.Optional;
import java.util.function.Predicate;

/** Lets in callers that present the token in their head; no other request's body is read. */
public final class ApiDoor implements HeadCheck {

    private final TokenCheck token;
    private final Predicate<WebRequest> readTokenSuffices;

    private ApiDoor(TokenCheck token, Predicate<WebRequest> readTokenSuffices) {
        this.token = token;
        this.readTokenSuffices = readTokenSuffices;
    }

    /** For the API, where {@code courier.http.read-token} may look. */
    public static ApiDoor ofApi(TokenCheck token) {
        return new ApiDoor(token, ApiDoor::changesNothing);
    }

    /** For paths of which it is not known what changes something. */
    public static ApiDoor ofOtherPaths(TokenCheck token) {
        return new ApiDoor(token, head -> false);
    }

    private static boolean changesNothing(WebRequest head) {
        return head.isSafe() || head.path().equals(ApiRoute.PREVIEW_REPLAY.path());
    }

    @Override
    public Optional<WebResponse> refusal(WebRequest head) {
        return switch (token.check(Credentials.ofBearer(head), head)) {
            case PASSED -> Optional.empty();
            case READS_ONLY ->
                readTokenSuffices.test(head)
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                        403,
                                        "read-only",
                                        "This token is read-only",
                                        "courier.http.read-token is read-only; present courier.http.token")
                                .response());
            case MISSING, WRONG ->
                Optional.of(new Problem(
                                401,
                                "unauthorized",
                                "The token is missing or wrong",
                                "present courier.http.token in the header Authorization: Bearer <token>")
                        .response()
                        .with("WWW-Authenticate", "Bearer realm=\"webhook-courier\""));
            case TOO_OFTEN ->
                Optional.of(new Problem(
                                429,
                                "too-many-failures",
                                "Too many wrong tokens",
                                "wrong tokens came from this address; the right one is accepted")
                        .response()
                        .with("Retry-After", "60"));
        };
    }
}
