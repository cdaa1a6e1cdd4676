package io.webhookcourier.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the settings write them: {@code 250ms}, {@code 10s}, {@code 10m}, {@code 2h}, {@code 30d}, {@code 250}. */
final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)?");
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private DurationText() {}

    /** @throws InvalidValueException when the text is not one number with one unit */
    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidValueException(
                    "not a duration such as 250ms, 10s, 10m, 2h, 30d or a bare number of milliseconds");
        }
        try {
            return Duration.ofMillis(Math.multiplyExact(Long.parseLong(form.group(1)), milliseconds(form.group(2))));
        } catch (ArithmeticException e) {
            throw new InvalidValueException("too large a duration");
        }
    }

    private static long milliseconds(String unit) {
        return switch (unit == null ? "ms" : unit) {
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            case "d" -> DAY;
            default -> 1;
        };
    }

    /** For people: always with a unit. */
    static String forPeople(Duration duration) {
        String text = forRoutes(duration);
        return Character.isDigit(text.charAt(text.length() - 1)) ? text + "ms" : text;
    }

    /**
     * For route placeholders: in the largest unit that leaves a whole number, from seconds up, else bare milliseconds.
     * Wherever Camel reads a time it takes both.
     */
    static String forRoutes(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % SECOND != 0) {
            return Long.toString(millis);
        }
        if (millis % DAY == 0) {
            return millis / DAY + "d";
        }
        if (millis % HOUR == 0) {
            return millis / HOUR + "h";
        }
        return millis % MINUTE == 0 ? millis / MINUTE + "m" : millis / SECOND + "s";
    }
}
