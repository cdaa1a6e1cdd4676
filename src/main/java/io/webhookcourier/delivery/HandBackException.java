package io.webhookcourier.delivery;

/** This worker must not send now: the row goes back to PENDING with the attempt not counted. */
public final class HandBackException extends DeliveryException {

    public HandBackException(String message) {
        super(message);
    }

    @Override
    public Verdict verdict() {
        return Verdict.released(getMessage());
    }
}
