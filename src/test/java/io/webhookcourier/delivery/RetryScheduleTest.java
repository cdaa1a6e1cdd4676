package io.webhookcourier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    /** All bits zero: the smallest of any range. */
    private static final RandomGenerator LOWEST = () -> 0L;

    /** The largest of any range. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1L;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @ParameterizedTest(name = "attempt {0}: {1} to {2} ms")
    @CsvSource({
        "1, 2000, 2999",
        "2, 4000, 4999",
        "3, 8000, 8999",
        "4, 16000, 16999",
        "5, 32000, 32999",
        "6, 64000, 64999",
        "7, 128000, 128999",
        "8, 256000, 256999",
        "9, 512000, 512999",
        "10, 900000, 900000",
        "11, 900000, 900000",
        "12, 900000, 900000",
        "13, 900000, 900000",
        "14, 900000, 900000",
        "15, 900000, 900000",
        "16, 900000, 900000",
        "17, 900000, 900000",
        "18, 900000, 900000",
        "19, 900000, 900000",
        "20, 900000, 900000",
        "2147483647, 900000, 900000",
        "0, 2000, 2999",
        "-1, 2000, 2999",
    })
    void theDefaultsGiveTheContractsBackoff(int attempts, long least, long most) {
        assertThat(byDefault(LOWEST).delayBefore(attempts, null)).isEqualTo(Duration.ofMillis(least));
        assertThat(byDefault(HIGHEST).delayBefore(attempts, null)).isEqualTo(Duration.ofMillis(most));
        long formula = Math.min(900_000L, (1L << Math.min(Math.max(attempts, 1), 10)) * 1_000 + 999);
        assertThat(most).isEqualTo(formula);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void jitterNeverLeavesItsBounds(long seed) {
        RetrySchedule schedule = byDefault(new Random(seed));

        for (int draw = 0; draw < 1_000; draw++) {
            assertThat(schedule.delayBefore(1, null)).isBetween(Duration.ofMillis(2_000), Duration.ofMillis(2_999));
        }
    }

    @ParameterizedTest(name = "backoff 4 s, Retry-After {0} s: {1} s")
    @CsvSource({"0, 4", "3, 4", "4, 4", "5, 5", "3599, 3599", "3600, 3600", "3601, 3600", "999999999, 3600"})
    void retryAfterRaisesAndNeverLowersUpToAnHour(long retryAfter, long seconds) {
        assertThat(byDefault(LOWEST).delayBefore(2, Duration.ofSeconds(retryAfter)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void ownSettingsTakeTheFormsPlace() {
        RetrySchedule schedule =
                new RetrySchedule(Duration.ofMillis(100), 1.5, Duration.ofHours(2), Duration.ZERO, HIGHEST);

        assertThat(schedule.delayBefore(1, null)).isEqualTo(Duration.ofMillis(100));
        assertThat(schedule.delayBefore(3, null)).isEqualTo(Duration.ofMillis(225));
        assertThat(schedule.delayBefore(10, null)).isEqualTo(schedule.delayBefore(50, null));
    }

    @Test
    void aMaximumBelowTheInitialDelayBoundsEveryAttempt() {
        RetrySchedule schedule =
                new RetrySchedule(Duration.ofSeconds(2), 2, Duration.ofMillis(2_500), Duration.ofSeconds(1), HIGHEST);

        assertThat(schedule.delayBefore(1, null)).isEqualTo(Duration.ofMillis(2_500));
        assertThat(schedule.delayBefore(2, null)).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void hugeSettingsDoNotOverflow() {
        RetrySchedule schedule = new RetrySchedule(
                Duration.ofDays(365), Double.MAX_VALUE, Duration.ofDays(3650), Duration.ofDays(365), HIGHEST);

        assertThat(schedule.delayBefore(10, null)).isEqualTo(Duration.ofDays(3650));
    }

    @Test
    void aMultiplierOfOneKeepsTheDelayConstant() {
        Duration second = Duration.ofSeconds(1);
        RetrySchedule constant = new RetrySchedule(second, 1, Duration.ofMinutes(15), Duration.ZERO, LOWEST);

        assertThat(constant.delayBefore(1, null)).isEqualTo(second);
        assertThat(constant.delayBefore(10, null)).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0, -2, Double.NaN})
    void aMultiplierThatDoesNotGrowIsRefused(double multiplier) {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new RetrySchedule(second, multiplier, second, second, LOWEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiplier");
    }

    @Test
    void aNegativeDelayIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new RetrySchedule(second, 2, second, second.negated(), LOWEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jitter");
    }

    private static RetrySchedule byDefault(RandomGenerator random) {
        return new RetrySchedule(Duration.ofSeconds(2), 2, Duration.ofMinutes(15), Duration.ofSeconds(1), random);
    }
}
