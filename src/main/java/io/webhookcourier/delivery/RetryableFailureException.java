package io.webhookcourier.delivery;

/** This attempt failed, another may succeed: its row waits for the backoff, or becomes FAILED after the last attempt. */
public final class RetryableFailureException extends DeliveryException {

    public RetryableFailureException(String message) {
        super(message);
    }

    @Override
    public Verdict verdict() {
        return Verdict.retry(getMessage());
    }
}
