package io.webhookcourier.queue;

/** How a queue's payload is stored. */
public enum PayloadType {
    /** Parsed. Its text is not the one that was given, and large numbers become long; a row without a workspace may name one in it. */
    JSONB,
    /**
     * {@code json}, or {@code text}: kept to the byte and sent so. It is never parsed in the database, which might refuse to,
     * so the row's own column has to name the workspace.
     */
    TEXT
}
