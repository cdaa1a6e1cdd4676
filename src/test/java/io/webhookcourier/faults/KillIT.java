package io.webhookcourier.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** kill -9 at random moments. */
@ExtendWith(FaultTable.Resolver.class)
@Execution(ExecutionMode.CONCURRENT)
class KillIT {

    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final Scale SCALE = Scale.current();
    private static final int WORKERS = 3;
    private static final int EVENTS = SCALE.of(1_500, 10_000);
    private static final int KILLS = SCALE.of(3, 20);
    private static final int EVENTS_PER_SECOND = SCALE.of(200, 120);

    private final Map<Worker, Long> killedAt = new LinkedHashMap<>();

    @Test
    void killedWorkersLoseNothingAndRepeatOnlyWhatTheyHadInHand(FaultTable table) throws Exception {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        LOG.info("Moments and victims of the kills: -Dfaults.seed={}", seed);
        Random random = new Random(seed);
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), EVENTS_PER_SECOND)) {
            List<Worker> alive = new ArrayList<>(trial.startWorkers(WORKERS));
            trial.receiver().takes(Duration.ofMillis(50));
            int share = EVENTS / (KILLS + 1);
            for (int kill = 0; kill < KILLS; kill++) {
                List<Worker> running = awaitTwoRunning(alive);
                int sent = trial.receiver().total();
                trial.feeder().feed(share);
                awaitRequests(trial, sent + 1 + random.nextInt(share));
                Worker victim = running.get(random.nextInt(running.size()));
                killedAt.put(victim, System.nanoTime());
                victim.process().kill();
                trial.disrupted(victim, killedAt.get(victim));
                alive.remove(victim);
                alive.add(trial.startWorker(Map.of()));
            }
            trial.feeder().feed(EVENTS - KILLS * share);
            Findings findings = trial.reckon(KILLS * Worker.IN_HAND);

            killedAt.forEach((worker, at) -> assertThat(trial.lastSeenWithRows(worker, at))
                    .as("rows of %s are free after its end", worker.name())
                    .isLessThanOrEqualTo(Worker.RECOVERED_WITHIN));
            table.add(
                    "kill -9 of one of " + WORKERS + " workers",
                    KILLS + " kills, seed " + seed,
                    trial,
                    findings,
                    KILLS * Worker.IN_HAND);
        }
    }

    /** Never is the only one killed: the remaining workers show how soon its rows are free. */
    private static List<Worker> awaitTwoRunning(List<Worker> alive) {
        return await("two workers that run")
                .atMost(Duration.ofSeconds(60))
                .until(() -> alive.stream().filter(Worker::isRunning).toList(), found -> found.size() >= 2);
    }

    private static void awaitRequests(Trial trial, int total) {
        await(total + " requests")
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> trial.receiver().total() >= total);
    }
}
