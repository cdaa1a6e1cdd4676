package io.webhookcourier.claim;

/** The database answers, and refuses every row that is due; the message says why. */
final class ClaimsRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    ClaimsRefusedException(String message) {
        super(message);
    }
}
