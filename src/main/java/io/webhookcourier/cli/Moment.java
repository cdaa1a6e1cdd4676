package io.webhookcourier.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A moment as operators write it: {@code 2h} (ago), {@code 2026-11-23} (midnight, UTC) or {@code 2026-11-23T10:00:00Z}.
 * What is relative counts from the moment that the command was given.
 */
record Moment(Instant instant) {

    static final String FORMS = "90s, 30m, 2h or 7d ago, a date, or a time such as 2026-11-23T10:00:00Z";

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    static Instant orNull(Moment moment) {
        return moment == null ? null : moment.instant();
    }

    static Moment parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        try {
            if (ago.matches()) {
                return new Moment(now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1)))));
            }
            if (text.length() == 10) {
                return new Moment(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return new Moment(Instant.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is no moment; accepted: " + FORMS);
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

    /** For picocli. */
    static final class Converter implements ITypeConverter<Moment> {

        @Override
        public Moment convert(String text) {
            return parse(text, Instant.now());
        }
    }
}
