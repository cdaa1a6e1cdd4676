package io.webhookcourier.delivery;

/** This event can never succeed: its row becomes FAILED, whatever attempts are left. */
public final class TerminalFailureException extends DeliveryException {

    public TerminalFailureException(String message) {
        super(message);
    }

    @Override
    public Verdict verdict() {
        return Verdict.failed(getMessage());
    }
}
