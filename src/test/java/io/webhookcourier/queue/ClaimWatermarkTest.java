package io.webhookcourier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimWatermarkTest {

    private static final long NOW_MICROS = 1_000_000_000L;
    private static final long GRACE_MICROS = 5_000_000L;
    private static final long QUICK = Duration.ofMillis(1).toNanos();
    private static final Set<String> NONE = Set.of();
    private static final Set<String> A = Set.of("CRM/a");
    private static final Set<String> A_AND_B = Set.of("CRM/a", "CRM/b");

    private final AtomicLong nanos = new AtomicLong(42);
    private final ClaimWatermark watermark = new ClaimWatermark(nanos::get);

    @Test
    void theFirstClaimBeginsAtTheFront() {
        assertThat(watermark.startFor(NONE)).isNull();
    }

    @Test
    void whatAClaimSawIsNotLookedAtAgainButForTheLastSeconds() {
        claim(NONE, answer(3, 3, 700L));

        assertThat(watermark.startFor(NONE)).isEqualTo(NOW_MICROS - GRACE_MICROS);
    }

    @Test
    void rowsAboveTheirLanesBudgetAreNotPassed() {
        claim(NONE, answer(3, 2, 700L));

        assertThat(watermark.startFor(NONE)).isEqualTo(700L);
    }

    @Test
    void aFullClaimMovesTheMarkToItsFirstRow() {
        claim(NONE, answer(10, 10, 700L));

        assertThat(watermark.startFor(NONE)).isEqualTo(700L);
    }

    @Test
    void aLaneThatIsFreeAgainIsLookedForFromTheFront() {
        claim(A, answer(0, 0, null));

        assertThat(watermark.startFor(A)).isEqualTo(NOW_MICROS - GRACE_MICROS);
        assertThat(watermark.startFor(A_AND_B)).isEqualTo(NOW_MICROS - GRACE_MICROS);
        assertThat(watermark.startFor(NONE)).isNull();
        assertThat(watermark.startFor(Set.of("CRM/b"))).isNull();
    }

    @Test
    void aClaimFromTheFrontWithFewerBlockedLanesLeavesTheMarkToThoseWhoNeedIt() {
        claim(A, answer(0, 0, null));
        claim(NONE, answer(10, 10, 100L));

        assertThat(watermark.startFor(A)).isEqualTo(NOW_MICROS - GRACE_MICROS);
    }

    @Test
    void everyNowAndThenAClaimBeginsAtTheFrontAllTheSame() {
        claim(NONE, answer(0, 0, null));
        nanos.addAndGet(Duration.ofMillis(99).toNanos());
        assertThat(watermark.startFor(NONE)).isNotNull();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(watermark.startFor(NONE)).isNull();
    }

    @Test
    void scansThatTakeLongAreMadeEverMoreSeldomButAtLeastTwiceAMinute() {
        Duration slow = Duration.ofSeconds(1);
        List<Long> millis = List.of(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 30_000L, 30_000L);
        for (long interval : millis) {
            assertThat(intervalAfterAScanOf(slow)).isEqualTo(Duration.ofMillis(interval));
        }
        assertThat(intervalAfterAScanOf(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(500));
        assertThat(intervalAfterAScanOf(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(100));
    }

    private Duration intervalAfterAScanOf(Duration took) {
        assertThat(watermark.startFor(NONE)).isNull();
        watermark.observe(answer(0, 0, null), 10, NONE, took.toNanos());
        Duration waited = Duration.ZERO;
        while (watermark.startFor(NONE) != null) {
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
            waited = waited.plusMillis(100);
        }
        return waited;
    }

    @Test
    void aScanGoesOnUntilNothingBeforeTheMarkIsLeft() {
        claim(NONE, answer(0, 0, null));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        claim(NONE, answer(10, 10, 100L));
        assertThat(watermark.startFor(NONE)).as("rows appeared before the mark").isNull();
        claim(NONE, answer(10, 10, 200L));
        assertThat(watermark.startFor(NONE)).as("there may be more of them").isNull();
        claim(NONE, answer(4, 4, 300L));
        assertThat(watermark.startFor(NONE)).isEqualTo(NOW_MICROS - GRACE_MICROS);
    }

    @Test
    void whatIsForgottenBeginsAtTheFront() {
        claim(NONE, answer(0, 0, null));
        watermark.forget();

        assertThat(watermark.startFor(NONE)).isNull();
    }

    private void claim(Set<String> blocked, ClaimResult result) {
        watermark.startFor(blocked);
        watermark.observe(result, 10, blocked, QUICK);
    }

    private static ClaimResult answer(int candidates, int claimed, Long firstRunAt) {
        List<Claim> claims = IntStream.range(0, claimed)
                .mapToObj(i -> QueueFixtures.claim("row-" + i, "a", 0))
                .toList();
        return new ClaimResult(claims, candidates, firstRunAt, NOW_MICROS);
    }
}
