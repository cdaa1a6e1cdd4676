package io.webhookcourier.inspection;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and durations as people read them, in UTC. */
public final class MomentInWords {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private MomentInWords() {}

    /** {@code 14:03:10} on the day of {@code now}, else {@code 2026-03-01 14:03:10}; all in UTC. */
    public static String of(Instant moment, Instant now) {
        if (isInfinite(moment)) {
            return full(moment);
        }
        return day(moment).equals(day(now)) ? TIME.format(moment) : DAY_AND_TIME.format(moment);
    }

    /** {@code 2026-03-01 14:03:10}, in UTC. */
    public static String full(Instant moment) {
        if (isInfinite(moment)) {
            return moment.isAfter(FAR) ? "never" : "unset";
        }
        return DAY_AND_TIME.format(moment);
    }

    /** {@code 850 ms}, {@code 12 s}, {@code 3 min 20 s}, {@code 5 h 2 min}, {@code 4 days}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        if (seconds < 48 * 3600) {
            return seconds / 3600 + " h" + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + " min");
        }
        return seconds / 86_400 + " days";
    }

    /** Whether it lies outside of what a calendar shows, as PostgreSQL's infinity does. */
    public static boolean isInfinite(Instant moment) {
        return moment.isAfter(FAR) || moment.isBefore(Instant.parse("0001-01-01T00:00:00Z"));
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
