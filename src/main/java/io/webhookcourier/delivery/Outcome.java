package io.webhookcourier.delivery;

/** The outcome of an attempt, as the attempt log names it (contract, section 8). */
public enum Outcome {
    /** The receiver answered 2xx. */
    DELIVERED,
    /** Failed in a way that is worth repeating; the row waits for its next attempt. */
    RETRY,
    /** Failed permanently: a terminal failure, or the last attempt. */
    FAILED,
    /** Nothing was to be sent, and nothing was. */
    SKIPPED,
    /** The dedupe key was delivered before; nothing was sent. */
    DUPLICATE,
    /** Released unsent. */
    RELEASED
}
