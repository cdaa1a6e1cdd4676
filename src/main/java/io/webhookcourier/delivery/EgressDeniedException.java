package io.webhookcourier.delivery;

import java.io.IOException;

/** The guard forbids the address that this request would go to; no connection was made (contract, section 6). */
public final class EgressDeniedException extends IOException {

    private final String reason;

    /** @param reason what is forbidden and why, for the row's {@code lastError}; holds no credentials */
    public EgressDeniedException(String reason) {
        super("egress_denied: " + reason);
        this.reason = reason;
    }

    /** A short name for what is forbidden, such as {@code loopback}. */
    public String reason() {
        return reason;
    }
}
