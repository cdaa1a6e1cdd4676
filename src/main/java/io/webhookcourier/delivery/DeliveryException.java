package io.webhookcourier.delivery;

/**
 * Ends a delivery with a verdict of its own. Routes may throw the subclasses by name ({@code throwException}); the
 * message becomes the row's {@code lastError}, so it must hold no secret. Carries no stack trace: it is an answer, not
 * an accident.
 */
public abstract sealed class DeliveryException extends RuntimeException
        permits TerminalFailureException, RetryableFailureException, SkipDeliveryException, HandBackException {

    private final Reason reason;

    DeliveryException(Reason reason) {
        super(reason == null ? null : reason.text(), null, false, false);
        this.reason = reason;
    }

    /** Why; null when a route does not say. */
    public final Reason reason() {
        return reason;
    }

    /** The verdict of this exception; never null. */
    public abstract Verdict verdict();
}
