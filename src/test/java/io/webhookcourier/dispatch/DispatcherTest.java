package io.webhookcourier.dispatch;

import static io.webhookcourier.dispatch.QueueFixtures.claim;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dispatcher without threads: each delivery ends when the test says so. */
class DispatcherTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Steps steps = new Steps();
    private final List<Claim> delivered = new ArrayList<>();
    private final Dispatcher dispatcher = dispatcher(4, 4, delivered::add);

    @Test
    void endpointsTakeTurns() {
        Dispatcher single = dispatcher(1, 1, delivered::add);
        single.accept(List.of(claim("a1", "a", 0), claim("a2", "a", 0), claim("a3", "a", 0), claim("b1", "b", 0)));
        steps.runAll();

        assertThat(delivered).extracting(c -> c.event().id()).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void aSecondClaimOfARowWaitsUntilTheFirstIsSettledAndAsksAgain() {
        Claim first = claim("a1", "key", "a", 0);
        Claim second = claim("a1", "key", "a", 5);
        dispatcher.accept(List.of(first));
        steps.runAll();
        dispatcher.accept(List.of(second));
        steps.runAll();
        assertThat(delivered).containsExactly(first);

        dispatcher.settled(List.of(first));
        steps.runAll();
        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(1).event()).isEqualTo(second.event());
        assertThat(delivered.get(1).askAgain()).isTrue();
    }

    @Test
    void anotherRowWithTheSameKeyWaitsToo() {
        Claim first = claim("a1", "key", "a", 0);
        dispatcher.accept(List.of(first, claim("a2", "key", "a", 0)));
        steps.runAll();
        assertThat(delivered).hasSize(1);
        dispatcher.settled(List.of(first));
        steps.runAll();
        assertThat(delivered).hasSize(2);
    }

    @Test
    void aClaimThatWasOnItsWayWhenTheOutcomeWasCommittedAsksAgain() {
        Claim first = claim("a1", "key", "a", 0);
        dispatcher.accept(List.of(first));
        steps.runAll();
        dispatcher.plan(Set.of());
        dispatcher.settled(List.of(first));
        dispatcher.accept(List.of(claim("a1", "key", "a", 5), claim("a2", "a", 5)));
        steps.runAll();

        assertThat(delivered).extracting(Claim::askAgain).containsExactly(false, true, false);
    }

    @Test
    void aClaimThatBeganAfterTheCommitNeedNotAsk() {
        Claim first = claim("a1", "key", "a", 0);
        dispatcher.accept(List.of(first));
        steps.runAll();
        dispatcher.settled(List.of(first));
        dispatcher.plan(Set.of());
        dispatcher.accept(List.of(claim("a1", "key", "a", 5)));
        steps.runAll();

        assertThat(delivered).extracting(Claim::askAgain).containsExactly(false, false);
    }

    @Test
    void whatIsTakenBackIsNotDelivered() {
        dispatcher.accept(List.of(claim("a1", "a", 0), claim("a2", "a", 0), claim("a3", "a", 0)));
        assertThat(dispatcher.removeWaiting(c -> true))
                .extracting(c -> c.event().id())
                .containsExactly("a2", "a3");
        assertThat(dispatcher.outstanding()).isEqualTo(1);
        steps.runAll();
        assertThat(delivered).extracting(c -> c.event().id()).containsExactly("a1");
    }

    @Test
    void ofTheRowsThatWaitForTheSameKeyOnlyThoseAskedForAreTakenBack() {
        Claim first = claim("a1", "key", "a", 0);
        Claim second = claim("a2", "key", "a", 0);
        Claim third = claim("a3", "key", "a", 0);
        dispatcher.accept(List.of(first, second, third));
        assertThat(dispatcher.removeWaiting(second::equals)).containsExactly(second);
        assertThat(dispatcher.outstanding()).isEqualTo(2);
        steps.runAll();
        dispatcher.settled(List.of(first));
        steps.runAll();

        assertThat(delivered).extracting(Claim::event).containsExactly(first.event(), third.event());
    }

    @Test
    void aLaneThatLostItsRowsWhileItWasInTurnStartsNothing() {
        List<Claim> claims = new ArrayList<>();
        for (String lane : List.of("a", "b", "c", "d")) {
            claims.add(claim(lane + "1", lane, 0));
        }
        claims.add(claim("e1", "e", 0));
        claims.add(claim("f1", "f", 0));
        dispatcher.accept(claims);
        assertThat(dispatcher.removeWaiting(c -> c.lane().equals("CRM/e"))).hasSize(1);
        steps.runAll();
        assertThat(delivered).extracting(Claim::lane).containsExactly("CRM/a", "CRM/f", "CRM/b", "CRM/c", "CRM/d");

        dispatcher.accept(List.of(claim("e2", "e", 0)));
        steps.runAll();
        assertThat(delivered).last().extracting(Claim::lane).isEqualTo("CRM/e");
    }

    @Test
    void whileSuspendedNothingStarts() throws InterruptedException {
        dispatcher.suspend();
        dispatcher.accept(List.of(claim("a1", "a", 0)));
        steps.runAll();
        assertThat(delivered).isEmpty();
        assertThat(dispatcher.awaitQuiet(Duration.ZERO)).isTrue();
        dispatcher.resume();
        steps.runAll();
        assertThat(delivered).hasSize(1);
    }

    @Test
    void quietIsNotSaidWhileADeliveryRuns() throws InterruptedException {
        dispatcher.accept(List.of(claim("a1", "a", 0)));
        assertThat(dispatcher.awaitQuiet(Duration.ofMillis(1))).isFalse();
        steps.runAll();
        assertThat(dispatcher.awaitQuiet(Duration.ZERO)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverHappensEveryRowIsDeliveredOrTakenBackOnce(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> ends = new HashMap<>();
        Set<Claim> unsettled = new HashSet<>();
        Dispatcher busy = dispatcher(3, 2, c -> {
            ends.merge(c.event().ownerToken(), 1, Integer::sum);
            unsettled.add(c);
        });
        int accepted = 0;
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    busy.plan(Set.of());
                    busy.accept(List.of(claim("row-" + random.nextInt(40), "lane-" + random.nextInt(5), step)));
                    accepted++;
                }
                case 2, 3 -> steps.runOne();
                case 4 -> {
                    busy.settled(List.copyOf(unsettled));
                    unsettled.clear();
                }
                default -> {
                    if (random.nextInt(10) == 0) {
                        List<Claim> removed = busy.removeWaiting(c -> random.nextBoolean());
                        removed.forEach(c -> ends.merge(c.event().ownerToken(), 1, Integer::sum));
                        unsettled.addAll(removed);
                    }
                }
            }
            nanos.addAndGet(random.nextInt(1_000_000));
            assertThat(busy.running()).isLessThanOrEqualTo(3);
        }
        while (busy.outstanding() > 0) {
            steps.runAll();
            busy.settled(List.copyOf(unsettled));
            unsettled.clear();
        }

        assertThat(ends).hasSize(accepted);
        assertThat(ends.values()).containsOnly(1);
    }

    private Dispatcher dispatcher(int concurrency, int perLane, Dispatcher.Courier courier) {
        return new Dispatcher(new DispatchLimits(concurrency, perLane, 200), steps, courier, nanos::get);
    }

    /** Runs tasks one after the other, on request. */
    private static final class Steps extends AbstractExecutorService {

        private final Deque<Runnable> tasks = new ArrayDeque<>();

        void runOne() {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }

        void runAll() {
            while (!tasks.isEmpty()) {
                runOne();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
