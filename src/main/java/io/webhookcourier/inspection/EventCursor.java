package io.webhookcourier.inspection;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the list of events: everything after it has an earlier runAt, or the same and a lower status, or the same
 * and a lower id. So a page follows the last one, no matter how many rows came or went meanwhile.
 *
 * @param runAt UTC; {@link LocalDateTime#MAX} and {@code MIN} for infinity
 */
record EventCursor(LocalDateTime runAt, EventStatus status, String id) {

    private static final int FIRST_YEAR = -4712;
    private static final int LAST_YEAR = 294_275;

    static EventCursor of(EventLine line) {
        return new EventCursor(Utc.local(line.runAt()), line.status(), line.id());
    }

    /** For a URL. */
    String text() {
        String plain = runAt + " " + status.ordinal() + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Infinity, or a moment that a timestamp of PostgreSQL's holds. */
    private static boolean isStorable(LocalDateTime runAt) {
        return runAt.equals(LocalDateTime.MAX)
                || runAt.equals(LocalDateTime.MIN)
                || runAt.getYear() >= FIRST_YEAR && runAt.getYear() <= LAST_YEAR;
    }

    /** What {@link #text()} was made of; empty for anything else. */
    static Optional<EventCursor> parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(" ", 3);
            if (parts.length < 3 || parts[2].indexOf('\0') >= 0) {
                return Optional.empty();
            }
            LocalDateTime runAt = LocalDateTime.parse(parts[0]);
            return isStorable(runAt)
                    ? Optional.of(new EventCursor(runAt, EventStatus.values()[Integer.parseInt(parts[1])], parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException notOurs) {
            return Optional.empty();
        }
    }
}
