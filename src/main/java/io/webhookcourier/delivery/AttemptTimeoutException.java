package io.webhookcourier.delivery;

import java.io.InterruptedIOException;

/** The time limit of the whole attempt passed before the receiver's status line arrived (contract, section 2). */
public final class AttemptTimeoutException extends InterruptedIOException {

    private final long millis;

    /** @param millis the time limit that passed, in milliseconds */
    public AttemptTimeoutException(long millis) {
        super("crm_webhook_timeout after " + millis + "ms");
        this.millis = millis;
    }

    /** The time limit that passed, in milliseconds. */
    public long millis() {
        return millis;
    }
}
