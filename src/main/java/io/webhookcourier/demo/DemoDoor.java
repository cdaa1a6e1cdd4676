package io.webhookcourier.demo;

import io.webhookcourier.web.HeadCheck;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.Optional;

/** Lets in callers that present the token, and deliveries to the demo receiver, which have a signature. */
public final class DemoDoor implements HeadCheck {

    private final TokenCheck token;

    public DemoDoor(TokenCheck token) {
        this.token = token;
    }

    @Override
    public Optional<WebResponse> refusal(WebRequest head) {
        if (head.path().equals(Demo.RECEIVER)) {
            return Optional.empty();
        }
        return switch (token.check(TokenCheck.bearer(head), head.remoteAddress())) {
            case PASSED -> Optional.empty();
            case MISSING, WRONG, READS_ONLY ->
                Optional.of(
                        WebResponse.text(401, "Present courier.http.token in the header Authorization: Bearer <token>.")
                                .with("WWW-Authenticate", "Bearer realm=\"webhook-courier\""));
            case TOO_OFTEN ->
                Optional.of(WebResponse.text(429, "Too many wrong tokens came from this address.")
                        .with("Retry-After", "60"));
        };
    }
}
