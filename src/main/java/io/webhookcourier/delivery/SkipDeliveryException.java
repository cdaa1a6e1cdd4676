package io.webhookcourier.delivery;

/** Nothing is to be sent for this event: its row becomes SUCCEEDED, and the message says why. */
public final class SkipDeliveryException extends DeliveryException {

    public SkipDeliveryException(Reason reason) {
        super(reason);
    }

    /** @param message why, in a route's own words, or null */
    public SkipDeliveryException(String message) {
        super(Reason.other(message));
    }

    @Override
    public Verdict verdict() {
        return Verdict.skipped(reason());
    }
}
