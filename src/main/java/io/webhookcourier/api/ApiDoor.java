package io.webhookcourier.api;

import io.webhookcourier.web.HeadCheck;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.Optional;

/** Lets in callers that present the token in their head; nobody else's body is read. */
public final class ApiDoor implements HeadCheck {

    private final TokenCheck token;

    public ApiDoor(TokenCheck token) {
        this.token = token;
    }

    private static boolean changesNothing(WebRequest head) {
        return head.isSafe() || head.path().equals(ApiRoute.PREVIEW_REPLAY.path());
    }

    @Override
    public Optional<WebResponse> refusal(WebRequest head) {
        return switch (token.check(TokenCheck.bearer(head), head.remoteAddress())) {
            case PASSED -> Optional.empty();
            case READS_ONLY ->
                changesNothing(head)
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                        403,
                                        "read-only",
                                        "This token may look only",
                                        "courier.http.read-token changes nothing; present courier.http.token")
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
