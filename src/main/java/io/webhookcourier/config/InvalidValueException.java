package io.webhookcourier.config;

/** The text of one setting is not acceptable; the message is the reason alone and never repeats a confidential text. */
final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidValueException(String reason) {
        super(reason);
    }

    /** @throws InvalidValueException when the condition is not met */
    static void unless(boolean accepted, String reason) {
        if (!accepted) {
            throw new InvalidValueException(reason);
        }
    }
}
