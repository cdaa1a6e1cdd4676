package io.webhookcourier.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGSTOP, then SIGCONT: a worker that sleeps, is taken for dead, and wakes. */
@ExtendWith(FaultTable.Resolver.class)
@Execution(ExecutionMode.CONCURRENT)
class SuspensionIT {

    private static final int ROUNDS = Scale.current().of(1, 3);

    @Test
    void aWorkerSuspendedBeyondItsHeartbeatTouchesNoLostRow(FaultTable table) throws Exception {
        sleep(table, "SIGSTOP longer than the heartbeat", Duration.ofSeconds(8), ROUNDS, Map.of());
    }

    @Tag("long")
    @Test
    void aWorkerSuspendedBeyondTheStaleLockTouchesNoLostRow(FaultTable table) throws Exception {
        sleep(
                table,
                "SIGSTOP longer than the stale lock",
                Duration.ofSeconds(75),
                1,
                Map.of("courier.queue.stale-lock", "60s", "courier.queue.dead-worker-after", "10m"));
    }

    private static void sleep(FaultTable table, String fault, Duration time, int rounds, Map<String, String> settings)
            throws Exception {
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 100)) {
            Worker sleeper = trial.startWorker(settings).awaitRunning();
            trial.startWorker(settings).awaitRunning();
            // So slow that the worker always has requests under way, whose answers it finds when it wakes.
            trial.receiver().takes(Duration.ofMillis(200));
            trial.feeder().feedOn();
            for (int round = 0; round < rounds; round++) {
                trial.awaitRequestsOf(sleeper, 150);
                long stoppedAt = System.nanoTime();
                sleeper.process().signal("STOP");
                trial.disrupted(sleeper, stoppedAt);
                Pause.of(time);
                trial.awaitNoRowsOf(sleeper, stoppedAt);
                Map<String, String> decided = trial.table().versionsOfDecided();

                sleeper.process().signal("CONT");
                trial.awaitRequestsOf(sleeper, 50);
                assertThat(trial.table().versionsOfDecided())
                        .as("rows that were decided before the worker woke")
                        .containsAllEntriesOf(decided);
            }
            assertThat(sleeper.process().stdout())
                    .as("the worker's own late writes")
                    .contains("the row was taken from this worker before its outcome was recorded");
            Findings findings = trial.reckon(rounds * Worker.IN_HAND);

            table.add(
                    fault,
                    rounds + " × " + time.toSeconds() + " s, one of 2 workers",
                    trial,
                    findings,
                    rounds * Worker.IN_HAND);
        }
    }
}
