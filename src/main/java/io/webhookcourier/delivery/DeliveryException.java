package io.webhookcourier.delivery;

/**
 * Ends a delivery with a verdict of its own. Routes may throw the subclasses by name ({@code throwException}); the
 * message becomes the row's {@code lastError}, so it must hold no secret. Carries no stack trace: it is an answer, not
 * an accident.
 */
public abstract sealed class DeliveryException extends RuntimeException
        permits TerminalFailureException, RetryableFailureException, SkipDeliveryException, HandBackException {

    DeliveryException(String message) {
        super(message, null, false, false);
    }

    /** What this exception makes of the attempt; never null. */
    public abstract Verdict verdict();
}
