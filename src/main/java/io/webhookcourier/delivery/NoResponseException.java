package io.webhookcourier.delivery;

import java.io.IOException;

/** The receiver closed the connection before its answer was read. */
public final class NoResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param cause what the HTTP client says of it */
    public NoResponseException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
