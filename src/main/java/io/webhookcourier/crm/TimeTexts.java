package io.webhookcourier.crm;

import io.webhookcourier.signing.IsoTimestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/**
 * Dates and times of database columns as ISO-8601: timestamps in UTC with milliseconds, the others as the column has
 * them. The greatest and the smallest value of a class, by which the driver represents PostgreSQL's infinity, are
 * written as PostgreSQL writes it.
 */
final class TimeTexts {

    private static final String INFINITY = "infinity";
    private static final String MINUS_INFINITY = "-infinity";
    private static final String END_OF_DAY = "24:00:00";

    private TimeTexts() {}

    /** Of a timestamptz. */
    static String of(OffsetDateTime value) {
        return text(value, OffsetDateTime.MIN, OffsetDateTime.MAX, () -> IsoTimestamp.of(value.toInstant()));
    }

    /** Of a timestamp: the application's have no zone and hold UTC. */
    static String of(LocalDateTime value) {
        return text(
                value, LocalDateTime.MIN, LocalDateTime.MAX, () -> IsoTimestamp.of(value.toInstant(ZoneOffset.UTC)));
    }

    static String of(LocalDate value) {
        return text(value, LocalDate.MIN, LocalDate.MAX, value::toString);
    }

    static String of(LocalTime value) {
        return value.equals(LocalTime.MAX) ? END_OF_DAY : DateTimeFormatter.ISO_LOCAL_TIME.format(value);
    }

    /** Of a timetz. */
    static String of(OffsetTime value) {
        return value.equals(OffsetTime.MAX)
                ? END_OF_DAY
                : of(value.toLocalTime()) + value.getOffset().getId();
    }

    private static <T> String text(T value, T least, T greatest, Supplier<String> text) {
        if (value.equals(greatest)) {
            return INFINITY;
        }
        return value.equals(least) ? MINUS_INFINITY : text.get();
    }
}
