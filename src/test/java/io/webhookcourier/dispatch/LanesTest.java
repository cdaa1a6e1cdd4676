package io.webhookcourier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 16 deliveries at a time, of which slow endpoints use 12, and slow and new ones together 14. */
class LanesTest {

    private static final int WINDOW = 64;
    private static final long QUICK = Duration.ofMillis(5).toNanos();
    private static final long SLOW = Duration.ofSeconds(2).toNanos();

    private final Lanes lanes = new Lanes(16, 16);
    private final Map<String, Deque<Lane>> running = new HashMap<>();

    @Test
    void rowsThatArriveWhileSlowEndpointsUseAllTheirSlotsStartNothing() {
        makeSlow("a");
        enqueue("a", 12);
        assertThat(runningOf("a")).isEqualTo(12);

        enqueue("a", 1);
        enqueue("a", 1);
        assertThat(runningOf("a")).isEqualTo(12);
    }

    @Test
    void lookingForSilentEndpointsUsesNoSlots() {
        makeSlow("a");
        enqueue("a", 6);
        lanes.look(SLOW);
        lanes.look(SLOW);

        enqueue("a", 6);
        assertThat(runningOf("a")).isEqualTo(12);
    }

    @Test
    void takingBackRowsOfASlowEndpointFreesNoSlot() {
        makeSlow("a");
        enqueue("a", 16);
        assertThat(lanes.remove(claim -> true)).hasSize(4);

        enqueue("a", 4);
        assertThat(runningOf("a")).isEqualTo(12);
    }

    @Test
    void slowAndNewEndpointsTogetherLeaveTwoSlots() {
        makeSlow("slow");
        makeQuick("quick");
        enqueue("new-1", 16);
        enqueue("new-2", 16);
        enqueue("slow", 16);
        assertThat(runningOf("new-1")).isEqualTo(4);
        assertThat(runningOf("new-2")).isEqualTo(4);
        assertThat(runningOf("slow")).isEqualTo(6);

        enqueue("quick", 2);
        assertThat(runningOf("quick")).isEqualTo(2);
    }

    @Test
    void anEndpointThatHadToWaitForASlotTakesItOnce() {
        makeSlow("a");
        makeSlow("b");
        enqueue("a", 12);
        enqueue("b", 1);
        assertThat(runningOf("b")).isZero();
        end("a", SLOW);
        assertThat(runningOf("b")).isEqualTo(1);

        end("a", SLOW);
        end("a", SLOW);
        assertThat(runningOf("b")).isEqualTo(1);
        assertThat(runningOf("a")).isEqualTo(9);
    }

    @Test
    void rowsBeyondTheSlotsOfSlowAndNewEndpointsTakeNoOthersPlace() {
        enqueue("new-1", 10);
        assertThat(lanes.heldBack()).isZero();
        enqueue("new-2", 10);
        assertThat(lanes.heldBack()).as("20 rows for 14 slots").isEqualTo(6);

        makeSlow("slow");
        enqueue("slow", 16);
        assertThat(lanes.heldBack()).as("36 rows for 14 slots").isEqualTo(22);
    }

    @Test
    void anEndpointWithoutRowsInHandTakesNoShareOfTheOthers() {
        for (int i = 0; i < 9; i++) {
            makeQuick("ended-" + i);
        }
        for (int i = 0; i < 9; i++) {
            lanes.enqueue(Claims.of("taken-back-" + i));
        }
        lanes.remove(claim -> true);

        assertThat(budgets().defaultBudget()).isEqualTo(16);
    }

    @Test
    void aLaneWithRoomForOneRowIsClaimedForOneRow() {
        enqueue("a", 15);

        assertThat(budgets().overrides()).containsExactly(Map.entry("CRM/a", 1));
    }

    @Test
    void slowEndpointsShareTheSlotsThatAreLeft() {
        makeSlow("idle");
        makeSlow("a");
        makeSlow("b");
        makeQuick("quick");
        enqueue("a", 1);
        enqueue("b", 2);

        LaneBudgets budgets = budgets();
        assertThat(budgets.overrides()).as("12 slots without 3 rows in hand").containsExactly(Map.entry("CRM/a", 9));
        assertThat(budgets.blocked()).containsExactlyInAnyOrder("CRM/b", "CRM/idle");
    }

    @Test
    void quickEndpointsLeaveTheSlotsOfSlowOnesAlone() {
        makeSlow("slow");
        makeQuick("quick");
        enqueue("quick", 1);
        enqueue("slow", 2);

        assertThat(budgets().overrides()).containsEntry("CRM/slow", 10);
    }

    @Test
    void anIdleSlowEndpointIsTriedWithOneRowWhereASlotIsLeft() {
        makeSlow("idle");
        makeSlow("a");
        enqueue("a", 11);
        LaneBudgets budgets = lanes.budgets(20, Set.of());

        assertThat(budgets.blocked()).containsExactly("CRM/a");
        assertThat(budgets.overrides()).containsExactly(Map.entry("CRM/idle", 1));
    }

    @Test
    void thePaceOfTenThousandIdleEndpointsIsRemembered() {
        for (int i = 0; i <= 10_000; i++) {
            makeSlow("lane-" + i);
        }

        assertThat(budgets().overrides()).hasSize(10_000).doesNotContainKey("CRM/lane-0");
    }

    @Test
    void quickEndpointsDoNotMakeASlowOneForgotten() {
        makeSlow("slow");
        for (int i = 0; i <= 10_000; i++) {
            makeQuick("lane-" + i);
        }
        assertThat(budgets().overrides()).containsOnlyKeys("CRM/slow");

        enqueue("slow", 1);
        assertThat(runningOf("slow")).isEqualTo(1);
        assertThat(budgets().overrides()).as("11 of its 12 slots").containsExactly(Map.entry("CRM/slow", 11));
    }

    @Test
    void theNextRowOfEachLaneIsKnown() {
        deliverOne("idle", QUICK);
        Claims.of("a", 2).forEach(lanes::enqueue);
        Claims.of("b", 3).forEach(lanes::enqueue);

        assertThat(lanes.nextRows(10)).extracting(Claim::lane).containsExactlyInAnyOrder("CRM/a", "CRM/b");
        assertThat(lanes.nextRows(1)).hasSize(1);
    }

    private LaneBudgets budgets() {
        return lanes.budgets(WINDOW, Set.of());
    }

    private void makeSlow(String lane) {
        deliverOne(lane, SLOW);
    }

    private void makeQuick(String lane) {
        deliverOne(lane, QUICK);
    }

    private void deliverOne(String lane, long tookNanos) {
        enqueue(lane, 1);
        end(lane, tookNanos);
    }

    private void enqueue(String lane, int rows) {
        Claims.of(lane, rows).forEach(lanes::enqueue);
        startAll();
    }

    private void end(String lane, long tookNanos) {
        lanes.finished(running.get(lane).remove(), tookNanos, tookNanos);
        startAll();
    }

    private int runningOf(String lane) {
        return running.getOrDefault(lane, new ArrayDeque<>()).size();
    }

    private void startAll() {
        for (Lane lane = lanes.next(); lane != null; lane = lanes.next()) {
            lanes.start(lane, 0);
            running.computeIfAbsent(lane.key().substring("CRM/".length()), key -> new ArrayDeque<>())
                    .add(lane);
        }
    }
}
