package io.webhookcourier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 64 deliveries at a time, batches of 200. */
class ClaimAheadTest {

    private final ClaimAhead ahead = new ClaimAhead(new DispatchLimits(64, 16, 200));

    @Test
    void nothingIsClaimedAheadBeforeTheFirstDeliveryHasEnded() {
        assertThat(ahead.window()).isEqualTo(64);
        assertThat(ahead.worthAClaim()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 864", "20, 864", "25, 704", "100, 224", "250, 128", "1000, 80", "16000, 65", "16001, 64"})
    void asMuchIsInHandAsWillStartWithinAQuarterOfASecond(long tookMillis, int window) {
        ahead.finished(Duration.ofMillis(tookMillis).toNanos());

        assertThat(ahead.window()).isEqualTo(window);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "100, 80", "250, 32", "16000, 1"})
    void anotherClaimNeedsRoomForHalfABatchAtMost(long tookMillis, int rows) {
        ahead.finished(Duration.ofMillis(tookMillis).toNanos());

        assertThat(ahead.worthAClaim()).isEqualTo(rows);
    }

    @Test
    void aSlowDeliveryMovesTheMeanByAFiftieth() {
        ahead.finished(Duration.ofMillis(100).toNanos());
        ahead.finished(Duration.ofMillis(5_100).toNanos());

        assertThat(ahead.window()).as("64 + 64 * 250 / 200").isEqualTo(144);
    }

    @ParameterizedTest
    @CsvSource({"-6, true", "0, true", "1, false"})
    void withoutRoomNothingIsClaimed(int room, boolean nothing) {
        assertThat(new ClaimPlan(room, new LaneBudgets(Set.of(), Map.of(), 16)).isEmpty())
                .isEqualTo(nothing);
    }

    @Test
    void theClaimReadsItsBudgetsAsJson() {
        LaneBudgets budgets = new LaneBudgets(Set.of("CRM/\"full\""), Map.of("CRM/some", 6), 16);

        assertThat(budgets.blockedAsJson()).isEqualTo("{\"CRM/\\\"full\\\"\":0}");
        assertThat(budgets.overridesAsJson()).isEqualTo("{\"CRM/some\":6}");
        assertThat(budgets.ofNothing()).isEqualTo(new LaneBudgets(budgets.blocked(), Map.of(), 0));
    }

    @Test
    void rowsInHandTakeRoomAndMayBeMoreThanTheWindow() {
        assertThat(ahead.room(0, 0, 0)).isEqualTo(64);
        assertThat(ahead.room(64, 0, 0)).isZero();
        assertThat(ahead.room(70, 0, 0)).isEqualTo(-6);
    }

    @Test
    void rowsThatTakeNoOtherLanesPlaceLeaveRoomForABatchAtMost() {
        assertThat(ahead.room(64, 0, 10)).isEqualTo(10);
        assertThat(ahead.room(464, 0, 400)).isEqualTo(-200);
    }

    @Test
    void outcomesOfTenBatchesMayWaitToBeRecordedBeforeLessIsClaimed() {
        assertThat(ahead.room(0, 2_000, 0)).isEqualTo(64);
        assertThat(ahead.room(0, 2_001, 0)).isEqualTo(63);
        assertThat(ahead.room(0, 2_064, 0)).isZero();
    }
}
