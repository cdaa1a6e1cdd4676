package io.webhookcourier.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Values as people read them. */
final class Shown {

    private Shown() {}

    /** In UTC, to the second; a dash for null and for infinite times. */
    static String time(Instant instant) {
        if (instant == null) {
            return "-";
        }
        if (instant.equals(Instant.MAX) || instant.equals(Instant.MIN)) {
            return instant.equals(Instant.MAX) ? "infinity" : "-infinity";
        }
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 3 s}, {@code 12 min}, {@code 5 h}, {@code 9 days}. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 event}, {@code 2 events}. */
    static String events(long number) {
        return number(number) + (number == 1 ? " event" : " events");
    }
}
