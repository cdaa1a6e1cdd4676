package io.webhookcourier.web;

/** The client's mistake; the message is a sentence for people that names the thing and what is accepted. */
public final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BadRequestException(String message) {
        super(message);
    }
}
