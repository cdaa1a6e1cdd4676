package io.webhookcourier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Lease lease = new Lease(nanos::get, Duration.ofSeconds(30), Duration.ofSeconds(60));

    @Test
    void withoutAHeartbeatNothingIsHeld() {
        assertThat(lease.holds(nanos.get(), Duration.ZERO)).isFalse();
    }

    @Test
    void aWholeAttemptMustFitBeforeTheHeartbeatsExpiry() {
        lease.confirmed(nanos.get());
        pass(Duration.ofSeconds(20).minusNanos(1));
        assertThat(lease.holds(nanos.get(), TIMEOUT)).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(lease.holds(nanos.get(), TIMEOUT)).isFalse();
    }

    @Test
    void aWholeAttemptMustFitBeforeTheLockIsStale() {
        long claimed = nanos.get();
        pass(Duration.ofSeconds(50).minusNanos(1));
        lease.confirmed(nanos.get());
        assertThat(lease.holds(claimed, TIMEOUT)).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(lease.holds(claimed, TIMEOUT)).isFalse();
    }

    @Test
    void aNewHeartbeatRenewsIt() {
        lease.confirmed(nanos.get());
        pass(Duration.ofSeconds(25));
        assertThat(lease.holds(nanos.get(), TIMEOUT)).isFalse();
        lease.confirmed(nanos.get());
        assertThat(lease.holds(nanos.get(), TIMEOUT)).isTrue();
    }

    @Test
    void othersAreJudgedFromTheFirstHeartbeatOn() {
        assertThat(lease.mayJudgeOthers()).isFalse();
        lease.confirmed(nanos.get());
        assertThat(lease.mayJudgeOthers()).isTrue();
    }

    @Test
    void whileItsOwnHeartbeatIsOverdueNoWorkerIsJudged() {
        lease.confirmed(nanos.get());
        pass(Duration.ofSeconds(20));
        assertThat(lease.mayJudgeOthers()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(lease.mayJudgeOthers()).isFalse();
    }

    @Test
    void afterAPauseOthersGetTheWholeTimeAgain() {
        lease.confirmed(nanos.get());
        pass(Duration.ofSeconds(21));
        lease.confirmed(nanos.get());
        pass(Duration.ofSeconds(15));
        lease.confirmed(nanos.get());
        assertThat(lease.mayJudgeOthers()).isFalse();
        pass(Duration.ofSeconds(15));
        lease.confirmed(nanos.get());
        assertThat(lease.mayJudgeOthers()).isTrue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
