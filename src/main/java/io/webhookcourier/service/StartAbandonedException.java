package io.webhookcourier.service;

/** The process was asked to end while it started. */
final class StartAbandonedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StartAbandonedException() {
        super("the process was asked to end during its start", null, false, false);
    }
}
