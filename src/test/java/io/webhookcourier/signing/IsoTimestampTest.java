package io.webhookcourier.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTimestampTest {

    private static final DateTimeFormatter FORMATTER = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:00:00.120Z,       2026-03-01T10:00:00.120Z",
        "2026-12-31T23:59:59Z,           2026-12-31T23:59:59.000Z",
        "2024-02-29T00:00:00.001Z,       2024-02-29T00:00:00.001Z",
        "2026-03-01T10:00:00.000999Z,    2026-03-01T10:00:00.000Z",
        "2026-03-01T10:00:00.999999999Z, 2026-03-01T10:00:00.999Z",
        "1969-12-31T23:59:59.999999Z,    1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z,           0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z,       9999-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z,         +10000-01-01T00:00:00.000Z",
        "-0001-06-15T12:00:00Z,          -0001-06-15T12:00:00.000Z",
    })
    void millisecondsAndZ(Instant moment, String text) {
        assertThat(IsoTimestamp.of(moment)).isEqualTo(text);
    }

    @Test
    void anyMomentReadsAsTheFormatterWritesIt() {
        Random random = new Random(42);
        long years = 10_000L * 365 * 24 * 3600;

        for (int i = 0; i < 5_000; i++) {
            Instant moment = Instant.ofEpochSecond(random.nextLong(-years / 6, years), random.nextInt(1_000_000_000));
            assertThat(IsoTimestamp.of(moment)).isEqualTo(FORMATTER.format(moment));
        }
    }
}
