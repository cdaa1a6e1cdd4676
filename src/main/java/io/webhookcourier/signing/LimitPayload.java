package io.webhookcourier.signing;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.TerminalFailureException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Refuses a body above {@code courier.delivery.payload-limit}, permanently: {@code payload_too_large: <n> bytes}. */
public final class LimitPayload implements Processor {

    private final int limit;

    /** @param limit the largest body that may be sent, in bytes */
    public LimitPayload(int limit) {
        this.limit = limit;
    }

    @Override
    public void process(Exchange exchange) {
        int length = RequestBody.of(exchange).length;
        if (length > limit) {
            throw new TerminalFailureException(Reason.of(Kind.PAYLOAD_TOO_LARGE, length));
        }
    }
}
