package io.webhookcourier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows start, in which order, and how many more may be claimed; by a clock of the test's. */
class DispatchLimitsTest {

    private static final Duration QUICK = Duration.ofMillis(5);

    /** Of many that run at the same time, each of which takes as long as all that end before it. */
    private static final Duration AT_ONCE = Duration.ofNanos(10_000);

    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final HeldDeliveries deliveries = new HeldDeliveries();

    @Test
    void noMoreRunAtATimeThanTheLimitsSay() {
        Dispatcher dispatcher = dispatcher(10, 4);
        makeQuick(dispatcher, "a", "b", "c", "d");
        for (String lane : List.of("a", "b", "c", "d")) {
            dispatcher.accept(Claims.of(lane, 10));
        }

        assertThat(deliveries.running()).hasSize(10);
        assertThat(runningOf("a")).isLessThanOrEqualTo(4);
        assertThat(dispatcher.running()).isEqualTo(10);
        assertThat(dispatcher.outstanding()).isEqualTo(40);
    }

    @Test
    void lanesTakeTurns() {
        Dispatcher dispatcher = dispatcher(1, 1);
        dispatcher.accept(Claims.of("a", 3));
        dispatcher.accept(Claims.of("b", 3));

        List<String> order = new ArrayList<>();
        while (!deliveries.running().isEmpty()) {
            order.add(lane(first()));
            end(first(), QUICK);
        }
        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void anEndpointThatNothingIsKnownOfBeginsWithAQuarterOfItsSlots() {
        Dispatcher dispatcher = dispatcher(64, 16);
        dispatcher.accept(Claims.of("a", 16));
        assertThat(runningOf("a")).isEqualTo(4);

        end(first(), QUICK);
        assertThat(runningOf("a")).as("after its first answer").isEqualTo(15);
    }

    @Test
    void anEndpointThatStaysSilentGetsAllItsSlotsAndCountsAsSlow() {
        Dispatcher dispatcher = dispatcher(64, 16);
        dispatcher.accept(Claims.of("a", 16));
        pass(Duration.ofSeconds(1));
        dispatcher.plan(Set.of());

        assertThat(runningOf("a")).isEqualTo(16);
    }

    @Test
    void slowEndpointsTogetherLeaveOneSlotInSixteen() {
        Dispatcher dispatcher = dispatcher(256, 16);
        for (int i = 0; i < 20; i++) {
            dispatcher.accept(Claims.of("slow-" + i, 16));
        }
        pass(Duration.ofSeconds(1));
        dispatcher.plan(Set.of());
        assertThat(deliveries.running()).hasSize(240);
        assertThat(dispatcher.plan(Set.of()).limit())
                .as("what slow ones cannot start leaves room for others")
                .isEqualTo(16);

        dispatcher.accept(Claims.of("quick", 16));
        assertThat(runningOf("quick")).isEqualTo(4);
        end(firstOf("quick"), QUICK);
        assertThat(runningOf("quick")).isEqualTo(15);
        end(firstOf("slow-0"), Duration.ofSeconds(2));
        assertThat(deliveries.running().stream().filter(claim -> lane(claim).startsWith("slow")))
                .as("the next slow one, now that there is a slot")
                .hasSize(240);
    }

    @ParameterizedTest
    @CsvSource({"16, 12", "32, 24", "64, 56", "128, 120", "512, 480", "2000, 1875"})
    void slowEndpointsLeaveAtLeastEightAndAtMostAQuarter(int concurrency, int ofSlowOnes) {
        Dispatcher dispatcher = dispatcher(concurrency, 16);
        for (int i = 0; i < concurrency / 8; i++) {
            dispatcher.accept(Claims.of("slow-" + i, 16));
        }
        pass(Duration.ofSeconds(1));
        dispatcher.plan(Set.of());

        assertThat(deliveries.running()).hasSize(ofSlowOnes);
    }

    @Test
    void endpointsThatNothingIsKnownOfLeaveSlotsToThoseThatAnswer() {
        Dispatcher dispatcher = dispatcher(256, 16);
        makeQuick(dispatcher, "quick");
        for (int i = 0; i < 80; i++) {
            dispatcher.accept(Claims.of("new-" + i, 4));
        }
        assertThat(deliveries.running()).hasSize(248);

        dispatcher.accept(Claims.of("quick", 16));
        assertThat(runningOf("quick")).isEqualTo(8);
    }

    @Test
    void anEndpointThatBecameQuickAgainIsNotHeldBack() {
        Dispatcher dispatcher = dispatcher(4, 4);
        dispatcher.accept(Claims.of("a", 100));
        pass(Duration.ofSeconds(1));
        dispatcher.plan(Set.of());
        assertThat(deliveries.running()).hasSize(3);
        for (int i = 0; i < 50; i++) {
            end(first(), QUICK);
        }

        assertThat(deliveries.running()).hasSize(4);
    }

    @Test
    void aLaneAtItsLimitIsLeftOutOfTheClaim() {
        Dispatcher dispatcher = dispatcher(64, 16);
        dispatcher.accept(Claims.of("full", 16));
        dispatcher.accept(Claims.of("some", 10));
        LaneBudgets budgets = dispatcher.plan(Set.of()).budgets();

        assertThat(budgets.blocked()).containsExactly("CRM/full");
        assertThat(budgets.overrides()).containsExactly(Map.entry("CRM/some", 6));
        assertThat(budgets.defaultBudget()).isEqualTo(16);
    }

    @Test
    void lanesWithoutRowsInHandAreNotNamedHoweverManyThereWere() {
        Dispatcher dispatcher = dispatcher(64, 16);
        for (int i = 0; i < 2_000; i++) {
            makeQuick(dispatcher, "lane-" + i);
        }
        LaneBudgets budgets = dispatcher.plan(Set.of()).budgets();

        assertThat(budgets.blocked()).isEmpty();
        assertThat(budgets.overrides()).isEmpty();
    }

    @Test
    void rowsOfAQuickEndpointAreClaimedAheadWithinItsShare() {
        Dispatcher dispatcher = dispatcher(64, 16);
        makeQuick(dispatcher, "a");
        // As claims do: until the lane is left out.
        int claimed = 0;
        LaneBudgets budgets = dispatcher.plan(Set.of()).budgets();
        while (!budgets.blocked().contains("CRM/a")) {
            int rows = Math.min(200, budgets.overrides().getOrDefault("CRM/a", budgets.defaultBudget()));
            dispatcher.accept(Claims.of("a", rows));
            claimed += rows;
            budgets = dispatcher.plan(Set.of()).budgets();
        }
        assertThat(claimed).isBetween(216, 433);
        assertThat(dispatcher.plan(Set.of()).limit()).isEqualTo(200);
    }

    @Test
    void theMoreEndpointsHaveRowsInHandTheLessEachGets() {
        Dispatcher dispatcher = dispatcher(64, 16);
        for (int i = 0; i < 9; i++) {
            dispatcher.accept(Claims.of("lane-" + i, 1));
        }

        assertThat(dispatcher.plan(Set.of()).budgets().defaultBudget())
                .as("64 among nine and one more")
                .isEqualTo(7);
    }

    @Test
    void lanesThatSitOutAreLeftOut() {
        Dispatcher dispatcher = dispatcher(64, 16);
        dispatcher.accept(Claims.of("a", 1));

        LaneBudgets budgets = dispatcher.plan(Set.of("CRM/a", "CRM/b")).budgets();
        assertThat(budgets.blocked()).containsExactlyInAnyOrder("CRM/a", "CRM/b");
        assertThat(budgets.overrides()).isEmpty();
    }

    @Test
    void aLaneThatHasRoomAgainCallsForAClaimOnce() {
        Dispatcher dispatcher = dispatcher(64, 4);
        pass(Duration.ofSeconds(1));
        dispatcher.accept(Claims.of("a", 4));
        assertThat(dispatcher.plan(Set.of()).budgets().blocked()).containsExactly("CRM/a");
        assertThat(calls).hasValue(0);

        end(first(), Duration.ofSeconds(5));
        assertThat(calls).hasValue(1);
        end(first(), Duration.ofSeconds(5));
        assertThat(calls).as("before the next plan").hasValue(1);
    }

    @Test
    void ofManyLanesThatHaveRoomAgainEnoughOfThemCallForAClaim() {
        Dispatcher dispatcher = dispatcher(64, 16);
        makeQuick(dispatcher, "quick");
        for (int i = 0; i < 400; i++) {
            dispatcher.accept(List.of(Claims.of("lane-" + i)));
        }
        assertThat(dispatcher.plan(Set.of()).budgets().blocked()).isEmpty();
        for (int i = 0; i < 400; i++) {
            dispatcher.accept(Claims.of("lane-" + i, 2));
        }
        assertThat(dispatcher.plan(Set.of()).budgets().blocked())
                .as("one row or two in hand are enough")
                .hasSize(400);

        int ended = 0;
        while (calls.get() == 0) {
            end(first(), AT_ONCE);
            ended++;
        }
        assertThat(ended).as("half a batch of rows, from lanes of three").isBetween(100, 600);
        assertThat(dispatcher.plan(Set.of()).limit()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void slotsThatALaneLeftOutCouldHaveDoNotStayIdleForLong() {
        Dispatcher dispatcher = dispatcher(64, 16);
        makeQuick(dispatcher, "a", "b");
        dispatcher.accept(Claims.of("a", 500));
        dispatcher.plan(Set.of());
        calls.set(0);

        while (calls.get() == 0) {
            end(first(), AT_ONCE);
        }
        assertThat(dispatcher.outstanding()).as("before its rows are used up").isGreaterThan(100);
    }

    @Test
    void aLaneThatWasNotLeftOutCallsForNothing() {
        Dispatcher dispatcher = dispatcher(64, 4);
        dispatcher.accept(Claims.of("a", 2));
        dispatcher.plan(Set.of());
        end(first(), QUICK);

        assertThat(calls).hasValue(0);
    }

    @Test
    void outcomesThatAreNotRecordedTakeTheRoomOfFurtherClaims() {
        Dispatcher dispatcher = dispatcher(64, 64);
        List<Claim> unrecorded = new ArrayList<>();
        for (int i = 0; !dispatcher.plan(Set.of()).isEmpty(); i++) {
            unrecorded.addAll(Claims.of("lane-" + i, 16));
            dispatcher.accept(unrecorded.subList(16 * i, 16 * i + 16));
            while (!deliveries.running().isEmpty()) {
                end(deliveries.running().get(0), QUICK);
            }
        }
        assertThat(unrecorded).hasSizeBetween(2_000, 3_000);
        assertThat(dispatcher.outstanding()).isZero();

        dispatcher.settled(unrecorded);
        assertThat(dispatcher.plan(Set.of()).limit()).isGreaterThanOrEqualTo(64);
    }

    @Test
    void whereMoreIsDueRoomForAGoodPartOfABatchCallsForAClaim() {
        Dispatcher dispatcher = dispatcher(2, 2);
        dispatcher.accept(Claims.of("a", 2));
        dispatcher.plan(Set.of("CRM/a"));
        dispatcher.claimed(true);
        end(first(), Duration.ofSeconds(5));

        assertThat(calls).hasValue(1);
    }

    @Test
    void rowsThatWaitCanBeTakenBackAndOnlyThose() {
        Dispatcher dispatcher = dispatcher(64, 16);
        dispatcher.accept(Claims.of("a", 10));

        assertThat(dispatcher.removeWaiting(claim -> true)).hasSize(6);
        assertThat(dispatcher.outstanding()).isEqualTo(4);
        while (!deliveries.running().isEmpty()) {
            end(first(), QUICK);
        }
        assertThat(dispatcher.outstanding()).isZero();
    }

    private Dispatcher dispatcher(int concurrency, int perLane) {
        Dispatcher dispatcher =
                new Dispatcher(new DispatchLimits(concurrency, perLane, 200), deliveries, deliveries, nanos::get);
        dispatcher.whenThereIsRoom(calls::incrementAndGet);
        return dispatcher;
    }

    /** Each has answered quickly once. */
    private void makeQuick(Dispatcher dispatcher, String... lanes) {
        for (String lane : lanes) {
            Claim claim = Claims.of(lane);
            dispatcher.accept(List.of(claim));
            end(claim, QUICK);
            dispatcher.settled(List.of(claim));
        }
    }

    private void end(Claim claim, Duration took) {
        pass(took);
        deliveries.end(claim);
    }

    /** Everything that has begun counts as having begun before. */
    private void pass(Duration time) {
        deliveries.running();
        nanos.addAndGet(time.toNanos());
    }

    private Claim first() {
        return deliveries.running().get(0);
    }

    private Claim firstOf(String lane) {
        return deliveries.running().stream()
                .filter(claim -> lane(claim).equals(lane))
                .findFirst()
                .orElseThrow();
    }

    private long runningOf(String lane) {
        return deliveries.running().stream()
                .filter(claim -> lane(claim).equals(lane))
                .count();
    }

    private static String lane(Claim claim) {
        return claim.event().workspaceId();
    }
}
