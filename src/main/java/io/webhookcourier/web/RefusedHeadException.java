package io.webhookcourier.web;

/** A request that is not read on because another parser could read it differently; the message says what is wrong. */
final class RefusedHeadException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedHeadException(String message) {
        super(message, null, false, false);
    }
}
