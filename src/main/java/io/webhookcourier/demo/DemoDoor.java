package io.webhookcourier.demo;

import io.webhookcourier.web.HeadCheck;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.Optional;

/** Lets in deliveries to the demo receiver, which have a signature, and otherwise the callers that present the token. */
public final class DemoDoor implements HeadCheck {

    private final HeadCheck token;

    /** @param token refuses callers that do not present the token */
    public DemoDoor(HeadCheck token) {
        this.token = token;
    }

    @Override
    public Optional<WebResponse> refusal(WebRequest head) {
        return head.path().equals(Demo.RECEIVER) ? Optional.empty() : token.refusal(head);
    }
}
