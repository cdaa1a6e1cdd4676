package io.webhookcourier.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandBacksTest {

    private static final Verdict HANDED_BACK = Verdict.released(Reason.other("not now"));

    private final HandBacks handBacks = new HandBacks();

    @Test
    void theFirstHandBackIsImmediateAndEachFurtherOneWaitsLonger() {
        assertThat(Stream.generate(() -> pauseOf("row")).limit(10))
                .containsExactlyElementsOf(Arrays.asList(
                        null,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(32),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60)));
        assertThat(pauseOf("another row")).isNull();
    }

    @Test
    void remembersNoMoreRowsThanItsBound() {
        pauseOf("forgotten");
        IntStream.range(0, HandBacks.MOST_ROWS).forEach(i -> pauseOf("row " + i));

        assertThat(pauseOf("row 1")).isNotNull();
        assertThat(pauseOf("forgotten")).isNull();
    }

    private Duration pauseOf(String row) {
        return handBacks.paused(HANDED_BACK, row).retryAfter();
    }
}
