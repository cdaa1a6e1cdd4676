package io.webhookcourier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.worker.WorkerWatch.Beat;
import io.webhookcourier.worker.WorkerWatch.Dead;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerWatchTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration STALE_LOCK = Duration.ofMinutes(10);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private long databaseMicros = 1_000_000_000_000L;
    private boolean mayJudge = true;
    private final WorkerWatch watch = new WorkerWatch(nanos::get, "me/1", LEASE, STALE_LOCK, () -> mayJudge);

    @Test
    void aWorkerIsDeadOnceItsHeartbeatHasNotChangedForAWholeLease() {
        observe(new Beat("other/1", "a", LEASE));
        pass(LEASE.minusNanos(1));
        observe(new Beat("other/1", "a", LEASE));
        assertThat(watch.dead()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(watch.dead()).containsExactly(new Dead("other/1", "a"));
    }

    @Test
    void aNewHeartbeatBeginsTheLeaseAgain() {
        observe(new Beat("other/1", "a", LEASE));
        pass(LEASE);
        observe(new Beat("other/1", "b", LEASE));
        assertThat(watch.dead()).isEmpty();
    }

    @Test
    void anExpiryThatWasMovedIsNoReasonToJudgeSooner() {
        observe(new Beat("other/1", "a", LEASE.minusSeconds(120)));
        pass(LEASE.minusNanos(1));
        assertThat(watch.dead()).isEmpty();
    }

    @Test
    void aWorkerWithALongerLeaseGetsAllOfIt() {
        observe(new Beat("other/1", "a", Duration.ofMinutes(5)));
        pass(Duration.ofMinutes(5).minusNanos(1));
        assertThat(watch.dead()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(watch.dead()).hasSize(1);
    }

    @Test
    void itNeverJudgesItself() {
        observe(new Beat("me/1", "a", LEASE));
        pass(LEASE.multipliedBy(2));
        observe(new Beat("me/1", "a", LEASE));
        assertThat(watch.dead()).isEmpty();
    }

    @Test
    void withoutSteadyHeartbeatsOfItsOwnItJudgesNoOther() {
        observe(new Beat("other/1", "a", LEASE));
        pass(LEASE);
        mayJudge = false;
        assertThat(watch.dead()).isEmpty();
        assertThat(watch.mayJudgeOthers()).isFalse();
    }

    @Test
    void aClockThatIsSetForwardAgesNoLock() {
        observe();
        pass(Duration.ofSeconds(1));
        databaseMicros += Duration.ofMinutes(2).toMillis() * 1_000;
        observe();
        assertThat(watch.clockSetForward()).isEqualTo(Duration.ofMinutes(2));
        pass(STALE_LOCK.plusSeconds(1));
        observe();
        assertThat(watch.clockSetForward()).isZero();
    }

    @Test
    void aSlowAnswerOrAClockThatIsSetBackLooksLikeNothing() {
        observe();
        pass(Duration.ofSeconds(1));
        databaseMicros -= 900_000;
        observe();
        assertThat(watch.clockSetForward()).isZero();
        databaseMicros += 900_000;
        observe();
        assertThat(watch.clockSetForward()).isZero();
        databaseMicros -= Duration.ofMinutes(2).toMillis() * 1_000;
        observe();
        assertThat(watch.clockSetForward()).isZero();
    }

    private void observe(Beat... beats) {
        watch.observe(databaseMicros, List.of(beats));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        databaseMicros += time.toNanos() / 1_000;
    }
}
