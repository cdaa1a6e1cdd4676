package io.webhookcourier.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.QueueFixtures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where claims begin, so that a backlog of rows that cannot be taken is not read at every one. */
class ScanWatermarksTest {

    private static final int LIMIT = 200;
    private static final long QUICK = Duration.ofNanos(100_000).toNanos();
    private static final long NOW = 1_700_000_000_000_000L;
    private static final long GRACE = 5_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final ScanWatermarks marks = new ScanWatermarks(nanos::get);

    @Test
    void theFirstClaimBeginsAtTheFront() {
        assertThat(marks.startFor(Set.of())).isNull();
    }

    @Test
    void aClaimThatCameToTheEndLetsTheNextOneBeginShortlyBeforeNow() {
        claimsEverything(Set.of("a"));

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(NOW - GRACE);
    }

    @Test
    void withMoreLanesBlockedTheMarkHoldsAsWell() {
        claimsEverything(Set.of("a"));

        assertThat(marks.startFor(Set.of("a", "b"))).isEqualTo(NOW - GRACE);
    }

    @Test
    void aLaneThatIsNotBlockedAnyMoreMayHaveRowsAtTheFront() {
        claimsEverything(Set.of("a"));

        assertThat(marks.startFor(Set.of("b"))).isNull();
    }

    @Test
    void aLaneThatComesAndGoesDoesNotCostTheMarkOfTheOthers() {
        claimsEverything(Set.of("a"));
        claims(Set.of("a", "b"), LIMIT, LIMIT, NOW + 7);

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(NOW - GRACE);
        assertThat(marks.startFor(Set.of("a", "b"))).isEqualTo(NOW + 7);
    }

    @Test
    void aFullClaimLetsTheNextOneBeginAtItsFirstRow() {
        claims(Set.of("a"), LIMIT, LIMIT, 42);

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(42);
    }

    @Test
    void aRowThatWasSeenAndLeftIsNotPassed() {
        claims(Set.of("a"), 10, 9, 42);

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(42);
    }

    @Test
    void aRowThatAppearedBeforeTheMarkLowersIt() {
        claims(Set.of("a"), LIMIT, LIMIT, 2_000);
        pass(Duration.ofMillis(100));
        assertThat(marks.startFor(Set.of("a"))).as("time to look").isNull();
        observe(Set.of("a"), LIMIT, LIMIT, 500L);

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(500);
    }

    @Test
    void whereLessWasBlockedALookReachedNoFurtherThanItsRows() {
        claimsEverything(Set.of("a"));
        pass(Duration.ofMillis(100));
        claims(Set.of(), LIMIT, LIMIT, 42);
        assertThat(marks.startFor(Set.of("a")))
                .as("behind what was looked at just now")
                .isEqualTo(42);
        observe(Set.of("a"), 0, 0, null);

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(NOW - GRACE);
    }

    @Test
    void nowAndThenAClaimLooksAtTheFrontForRowsThatAppeared() {
        claimsEverything(Set.of("a"));
        pass(Duration.ofMillis(99));
        assertThat(marks.startFor(Set.of("a"))).isNotNull();
        pass(Duration.ofMillis(1));

        assertThat(marks.startFor(Set.of("a"))).isNull();
    }

    @Test
    void claimsFromTheMarkDoNotPostponeTheNextLookAtTheFront() {
        claimsEverything(Set.of("a"));
        pass(Duration.ofMillis(60));
        claimsEverything(Set.of("a"));
        pass(Duration.ofMillis(40));

        assertThat(marks.startFor(Set.of("a"))).isNull();
    }

    @Test
    void norDoesAMarkOfFewerLanesThatALookProvedWrong() {
        claimsEverything(Set.of("a"));
        pass(Duration.ofMillis(100));
        claims(Set.of("a", "b"), LIMIT, LIMIT, 42);
        pass(Duration.ofMillis(60));
        claims(Set.of("a", "b"), LIMIT, LIMIT, 42);
        pass(Duration.ofMillis(40));

        assertThat(marks.startFor(Set.of("a", "b"))).isNull();
    }

    @Test
    void lookingAtTheFrontTakesASmallPartOfTheTime() {
        looksTaking(Duration.ofMillis(40));
        pass(Duration.ofMillis(23_999));
        assertThat(marks.startFor(Set.of("a"))).isNotNull();
        pass(Duration.ofMillis(1));

        assertThat(marks.startFor(Set.of("a"))).isNull();
    }

    @Test
    void oneSlowClaimPutsTheNextLookOffByLittle() {
        claimsEverything(Set.of("a"), Duration.ofSeconds(10));
        pass(Duration.ofMillis(400));

        assertThat(marks.startFor(Set.of("a"))).isNull();
    }

    @Test
    void howeverLongItTakesTheFrontIsLookedAtTwiceAMinute() {
        looksTaking(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(29));
        assertThat(marks.startFor(Set.of("a"))).isNotNull();
        pass(Duration.ofSeconds(1));

        assertThat(marks.startFor(Set.of("a"))).isNull();
    }

    @Test
    void fullClaimsForAnotherLaneDoNotMoveTheNextFrontScan() {
        looksTaking(Duration.ofMillis(40));
        for (int i = 0; i < 239; i++) {
            pass(Duration.ofMillis(100));
            claims(Set.of(), LIMIT, LIMIT, 42);
            assertThat(marks.startFor(Set.of("a"))).isNotEqualTo(42);
        }
        pass(Duration.ofMillis(100));
        claims(Set.of(), LIMIT, LIMIT, 42);

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(42);
    }

    @Test
    void aRowThatIsHandedBackLowersTheMarksThatDoNotBlockItsLane() {
        claimsEverything(Set.of("a"));
        claims(Set.of("a", "b"), LIMIT, LIMIT, NOW);
        marks.returned("b", 42);

        assertThat(marks.startFor(Set.of("a"))).isEqualTo(42);
        assertThat(marks.startFor(Set.of("a", "b"))).isEqualTo(NOW);
    }

    @Test
    void whateverIsResumedMayHaveRowsAnywhere() {
        claimsEverything(Set.of("a"));
        marks.startFor(Set.of("a"));
        marks.observe(new ClaimResult(List.of(), 0, LIMIT, null, null, "another", NOW), Set.of("a"), QUICK);

        assertThat(marks.startFor(Set.of("a"))).isNull();
    }

    @Test
    void afterAFailureClaimsBeginAtTheFront() {
        claimsEverything(Set.of("a"));
        marks.forget();

        assertThat(marks.startFor(Set.of("a"))).isNull();
    }

    @Test
    void fewMarksAreKeptHoweverManyLanesTakeTurns() {
        for (int i = 0; i < 1_000; i++) {
            claimsEverything(Set.of("lane-" + i));
        }

        long kept = IntStream.range(0, 1_000)
                .filter(i -> marks.startFor(Set.of("lane-" + i)) != null)
                .count();
        assertThat(kept).isEqualTo(16);
    }

    /** So often that the interval has become what it is to be. */
    private void looksTaking(Duration time) {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(30));
            claimsEverything(Set.of("a"), time);
        }
    }

    private void claimsEverything(Set<String> blocked) {
        claimsEverything(blocked, Duration.ofNanos(QUICK));
    }

    private void claimsEverything(Set<String> blocked, Duration took) {
        marks.startFor(blocked);
        marks.observe(new ClaimResult(List.of(), 0, LIMIT, null, null, "none", NOW), blocked, took.toNanos());
    }

    private void claims(Set<String> blocked, int candidates, int claimed, long firstRunAtMicros) {
        marks.startFor(blocked);
        observe(blocked, candidates, claimed, firstRunAtMicros);
    }

    private void observe(Set<String> blocked, int candidates, int claimed, Long firstRunAtMicros) {
        Claim claim = QueueFixtures.claim("id", "lane", 0);
        ClaimResult result = new ClaimResult(
                Collections.nCopies(claimed, claim), candidates, LIMIT, "id", firstRunAtMicros, "none", NOW);
        marks.observe(result, blocked, QUICK);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
