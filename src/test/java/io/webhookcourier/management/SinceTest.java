package io.webhookcourier.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "90s, 2026-11-23T11:58:30Z",
        "30m, 2026-11-23T11:30:00Z",
        "' 2h ', 2026-11-23T10:00:00Z",
        "7d, 2026-11-16T12:00:00Z",
        "2026-11-23T09:30:00Z, 2026-11-23T09:30:00Z"
    })
    void itIsHowLongAgoOrAMoment(String text, Instant expected) {
        assertThat(Since.read(text, NOW)).isEqualTo(expected);
    }

    @Test
    void emptyMeansEver() {
        assertThat(Since.read(" ", NOW)).isNull();
        assertThat(Since.read(null, NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2", "h", "-2h", "2026-11-23", "99999999d"})
    void anythingElseIsRefusedWithWhatIsAccepted(String text) {
        assertThatThrownBy(() -> Since.read(text, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30m, 2h or 7d");
    }
}
