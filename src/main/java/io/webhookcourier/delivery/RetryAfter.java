package io.webhookcourier.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The header {@code Retry-After}: a number of seconds, or a date in one of HTTP's three forms (RFC 9110, sections
 * 10.2.3 and 5.6.7).
 */
public final class RetryAfter {

    /** No receiver can delay a row for longer (contract, section 3). */
    public static final Duration MAXIMUM = Duration.ofHours(1);

    private static final DateTimeFormatter IMF_FIXDATE = form("EEE, d MMM yyyy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss yyyy");

    private RetryAfter() {}

    /**
     * How long the receiver asked to wait, at most {@link #MAXIMUM}.
     *
     * @param header the header's value, or null
     * @param status the status it came with; the header counts on 429 and 503 only
     * @param now the time that a date is measured from
     * @return null when there is nothing to wait for: no header, one that does not parse, zero, or a date in the past
     */
    public static Duration parse(String header, int status, Instant now) {
        if (header == null || (status != 429 && status != 503)) {
            return null;
        }
        String value = header.strip();
        Duration asked = isNumber(value) ? seconds(value) : untilDate(value, now);
        if (asked == null || asked.isZero() || asked.isNegative()) {
            return null;
        }
        return asked.compareTo(MAXIMUM) < 0 ? asked : MAXIMUM;
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Duration seconds(String digits) {
        String significant = digits.replaceFirst("^0+", "");
        if (significant.isEmpty()) {
            return Duration.ZERO;
        }
        return significant.length() > 9 ? MAXIMUM : Duration.ofSeconds(Long.parseLong(significant));
    }

    private static Duration untilDate(String value, Instant now) {
        Instant date = date(value, now);
        return date == null ? null : Duration.between(now, date);
    }

    private static Instant date(String value, Instant now) {
        return Stream.of(IMF_FIXDATE, rfc850(now), ASCTIME)
                .map(form -> date(value, form))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Instant date(String value, DateTimeFormatter form) {
        try {
            return LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notOfThisForm) {
            return null;
        }
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }

    /** A year of two digits lies at most 50 years ahead (RFC 9110, section 5.6.7). */
    private static DateTimeFormatter rfc850(Instant now) {
        LocalDate earliest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(49);
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US);
    }
}
