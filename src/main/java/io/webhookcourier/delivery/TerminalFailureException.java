package io.webhookcourier.delivery;

/** This event can never succeed: its row becomes FAILED, even if attempts are left. */
public final class TerminalFailureException extends DeliveryException {

    public TerminalFailureException(Reason reason) {
        super(reason);
    }

    /** @param message why, in a route's own words, or null */
    public TerminalFailureException(String message) {
        super(Reason.other(message));
    }

    @Override
    public Verdict verdict() {
        return Verdict.failed(reason());
    }
}
