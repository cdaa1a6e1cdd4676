package io.webhookcourier.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.dispatch.Claims;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lanes with a backlog sit out now and then, so that those behind it are examined. */
class FairnessRoundTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FairnessRound round = new FairnessRound(nanos::get);

    @Test
    void claimsFollowTheQueueAsLongAsItsEndWasSeenALittleWhileAgo() {
        assertThat(round.sittingOut()).isEmpty();
        assertThat(full("a")).as("more is due").isTrue();
        assertThat(round.sittingOut()).isEmpty();
    }

    @Test
    void lanesThatGotRowsSitOutUntilTheEndOfTheQueueIsSeen() {
        pass(Duration.ofMillis(100));
        round.sittingOut();
        full("a", "b");
        assertThat(round.sittingOut()).containsExactlyInAnyOrder("CRM/a", "CRM/b");
        full("c");
        assertThat(round.sittingOut()).containsExactlyInAnyOrder("CRM/a", "CRM/b", "CRM/c");

        assertThat(notFull("d")).as("those that sat out may have more").isTrue();
        assertThat(round.sittingOut()).isEmpty();
        assertThat(notFull("a")).as("no lane sat out, and the end was seen").isFalse();
    }

    @Test
    void theNextRoundBeginsAWhileAfterTheEndWasSeen() {
        pass(Duration.ofMillis(100));
        round.sittingOut();
        full("a");
        notFull();
        pass(Duration.ofMillis(99));
        round.sittingOut();
        full("a");
        assertThat(round.sittingOut()).isEmpty();
        pass(Duration.ofMillis(1));
        round.sittingOut();
        full("a");

        assertThat(round.sittingOut()).containsExactly("CRM/a");
    }

    @Test
    void aClaimThatSeesRowsAndGetsNoneEndsTheRound() {
        pass(Duration.ofMillis(100));
        round.sittingOut();

        assertThat(full()).as("claiming again at once would bring no more").isFalse();
    }

    private boolean full(String... lanes) {
        return round.observe(result(lanes, 0));
    }

    private boolean notFull(String... lanes) {
        return round.observe(result(lanes, 1));
    }

    private static ClaimResult result(String[] lanes, int room) {
        return new ClaimResult(
                Stream.of(lanes).map(Claims::of).toList(), lanes.length, lanes.length + room, null, 1L, "none", 1);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
