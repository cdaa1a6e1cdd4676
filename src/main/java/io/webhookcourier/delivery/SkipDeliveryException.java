package io.webhookcourier.delivery;

/** Nothing is to be sent for this event: its row becomes SUCCEEDED, and the message says why. */
public final class SkipDeliveryException extends DeliveryException {

    public SkipDeliveryException(String message) {
        super(message);
    }

    @Override
    public Verdict verdict() {
        return Verdict.skipped(getMessage());
    }
}
