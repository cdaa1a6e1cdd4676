package io.webhookcourier.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time as ISO 8601 in UTC with milliseconds and Z: {@code 2026-03-01T10:00:00.120Z}. Microseconds are cut off, not
 * rounded.
 */
public final class IsoTimestamp {

    private static final byte[] TEMPLATE = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.ISO_8859_1);

    private static final DateTimeFormatter FAR_YEARS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    private IsoTimestamp() {}

    /** Written digit by digit: it is in every request, and a formatter takes ten times as long. */
    public static String of(Instant moment) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            return FAR_YEARS.format(utc);
        }
        byte[] text = TEMPLATE.clone();
        digits(text, 3, utc.getYear());
        digits(text, 6, utc.getMonthValue());
        digits(text, 9, utc.getDayOfMonth());
        digits(text, 12, utc.getHour());
        digits(text, 15, utc.getMinute());
        digits(text, 18, utc.getSecond());
        digits(text, 22, utc.getNano() / 1_000_000);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Adds the number's digits to the zeros that end at this index. */
    private static void digits(byte[] text, int lastIndex, int number) {
        int index = lastIndex;
        for (int rest = number; rest > 0; rest /= 10) {
            text[index--] += (byte) (rest % 10);
        }
    }
}
