package io.webhookcourier.operations;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as operators write it: {@code 2h} (ago), {@code 2026-11-23} (midnight, UTC) or {@code 2026-11-23T10:00:00Z}. */
public final class PastMoment {

    /** What is accepted, to end a sentence with. */
    public static final String FORMS = "90s, 30m, 2h or 7d ago, a date, or a time such as 2026-11-23T10:00:00Z";

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
    private static final int LENGTH_OF_DATE = 10;

    private PastMoment() {}

    /**
     * @param now what is relative counts from
     * @throws IllegalArgumentException for anything else, naming what is accepted
     */
    public static Instant read(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        try {
            if (ago.matches()) {
                return now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
            }
            if (text.length() == LENGTH_OF_DATE) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return Instant.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a valid time; accepted: " + FORMS, e);
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
