package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00.000001Z");

    private final AtomicLong nanos = new AtomicLong(-7);
    private final DatabaseClock clock = new DatabaseClock(nanos::get);

    @Test
    void beforeTheFirstObservationThereIsNoTimeToTell() {
        assertThatThrownBy(clock::instant).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timeAdvancesWithTheMonotonicClock() {
        observe(TEN, Duration.ZERO);
        pass(Duration.ofMillis(1_500));

        assertThat(clock.instant()).isEqualTo(TEN.plusMillis(1_500));
    }

    @Test
    void theAnswerIsTakenToComeFromTheMiddleOfItsRoundTrip() {
        observe(TEN, Duration.ofMillis(10));

        assertThat(clock.instant()).isEqualTo(TEN.plusMillis(5));
    }

    @Test
    void aSlowAnswerDoesNotSpoilAQuickOne() {
        observe(TEN, Duration.ofMillis(1));
        Instant known = clock.instant();
        observe(known.plusMillis(300), Duration.ofMillis(300));

        assertThat(clock.instant()).isEqualTo(known.plusMillis(300));
    }

    @Test
    void aSlowAnswerIsTakenWhenTheQuickOneIsOld() {
        observe(TEN, Duration.ofMillis(1));
        pass(Duration.ofSeconds(11));
        Instant now = clock.instant();
        observe(now.plusMillis(4), Duration.ofMillis(8));

        assertThat(clock.instant()).isEqualTo(now.plusMillis(8));
    }

    @Test
    void aJumpOfTheServersClockOrASleepOfThisMachineIsFollowedAtOnce() {
        observe(TEN, Duration.ofMillis(1));
        Instant anHourLater = TEN.plus(Duration.ofHours(1));
        observe(anHourLater, Duration.ofMillis(20));

        assertThat(clock.instant()).isEqualTo(anHourLater.plusMillis(10));
    }

    private void observe(Instant database, Duration roundTrip) {
        long sent = nanos.get();
        pass(roundTrip);
        clock.observe(database.getEpochSecond() * 1_000_000 + database.getNano() / 1_000, sent);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
