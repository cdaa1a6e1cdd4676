package io.webhookcourier.egress;

import java.io.IOException;

/**
 * A connection kept from an earlier request turned out to be closed before any byte of an answer: worth repeating at
 * once on a fresh one. The receiver may, rarely, have acted on the request; a repetition carries the same delivery id.
 */
public final class KeptConnectionClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    KeptConnectionClosedException(IOException cause) {
        super("kept connection closed before any answer", cause);
    }
}
