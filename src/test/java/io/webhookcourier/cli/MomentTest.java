package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "90s, 2026-11-23T11:58:30Z",
        "30m, 2026-11-23T11:30:00Z",
        "2h, 2026-11-23T10:00:00Z",
        "7d, 2026-11-16T12:00:00Z",
        "2026-11-20, 2026-11-20T00:00:00Z",
        "2026-11-20T08:15:00Z, 2026-11-20T08:15:00Z",
        "2026-11-20T08:15:00.250+02:00, 2026-11-20T06:15:00.250Z"
    })
    void aMomentIsRelativeOrADateOrATime(String text, Instant moment) {
        assertThat(Moment.parse(text, NOW).instant()).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2w", "-2h", "yesterday", "2026-13-01", "2026-11-20 08:15", "9999999d"})
    void anythingElseIsRefusedWithTheAcceptedForms(String text) {
        assertThatThrownBy(() -> Moment.parse(text, NOW))
                .hasMessageContaining("is not a valid time; accepted: 90s, 30m, 2h or 7d ago");
    }
}
