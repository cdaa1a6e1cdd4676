package io.webhookcourier.health;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that keeps this worker from delivering.
 *
 * @param since by this machine's clock
 * @param text one sentence without a full stop, with the reason and since when; no row's content
 */
public record Problem(Kind kind, Instant since, String text) {

    /** What does not work. */
    public enum Kind {
        /** PostgreSQL gives no connection. */
        DATABASE,
        /** Claims fail, or have no answer. */
        CLAIMS,
        /** Outcomes cannot be recorded. */
        RECORDS,
        /** Rows are due, but claims get none of them. */
        ROWS;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
