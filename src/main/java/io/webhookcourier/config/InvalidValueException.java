package io.webhookcourier.config;

/** The text of one setting is not acceptable; the message is the reason alone and never repeats a confidential text. */
final class InvalidValueException extends RuntimeException {

    InvalidValueException(String reason) {
        super(reason);
    }
}
