package io.webhookcourier.delivery;

/** This worker must not send now: the row goes back to PENDING with the attempt not counted. */
public final class HandBackException extends DeliveryException {

    public HandBackException(Reason reason) {
        super(reason);
    }

    /** @param message why, in a route's own words, or null */
    public HandBackException(String message) {
        super(Reason.other(message));
    }

    @Override
    public Verdict verdict() {
        return Verdict.released(reason());
    }
}
