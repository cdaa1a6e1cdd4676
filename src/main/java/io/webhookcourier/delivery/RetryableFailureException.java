package io.webhookcourier.delivery;

/** This attempt failed, another may succeed: its row waits for the backoff, or becomes FAILED after the last attempt. */
public final class RetryableFailureException extends DeliveryException {

    public RetryableFailureException(Reason reason) {
        super(reason);
    }

    /** @param message why, in a route's own words, or null */
    public RetryableFailureException(String message) {
        super(Reason.other(message));
    }

    @Override
    public Verdict verdict() {
        return Verdict.retry(reason());
    }
}
