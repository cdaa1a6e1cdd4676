package io.webhookcourier.egress;

import java.io.IOException;

/**
 * The egress guard refused to connect: terminal, and nothing was sent. The message is {@code egress_denied: <reason>}
 * (contract, section 6).
 */
public final class EgressDeniedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public EgressDeniedException(String reason) {
        super("egress_denied: " + reason);
        this.reason = reason;
    }

    /** A short name for what is forbidden, such as {@code loopback}. */
    public String reason() {
        return reason;
    }
}
