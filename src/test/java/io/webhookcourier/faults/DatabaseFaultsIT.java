package io.webhookcourier.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A database that goes away, or takes no writes. */
@ExtendWith(FaultTable.Resolver.class)
@Execution(ExecutionMode.CONCURRENT)
class DatabaseFaultsIT {

    private static final Scale SCALE = Scale.current();

    /** The pool and five beside it (docs/database.md). */
    private static final int MOST_CONNECTIONS = 10 + 5;

    private OwnServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = OwnServer.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aServerThatIsStoppedHardCostsAndRepeatsNothing(FaultTable table) throws Exception {
        int rounds = SCALE.of(2, 6);
        try (Trial trial = new Trial(server.table(), 150)) {
            Worker worker = trial.startWorkers(2).get(0);
            trial.feeder().feedOn();
            for (int round = 0; round < rounds; round++) {
                trial.awaitRequestsOf(worker, 100);
                server.stopHard();
                // In turn shorter and longer than a heartbeat is good for.
                Pause.of(Duration.ofSeconds(round % 2 == 0 ? 2 : 8));
                server.startAgain();
                trial.awaitProgress(System.nanoTime());
            }
            Findings findings = trial.reckon(0);

            table.add(
                    "PostgreSQL stopped (immediate), started again",
                    rounds + " ×, for 2 s or 8 s, 2 workers",
                    trial,
                    findings,
                    0);
        }
    }

    @Test
    void aDatabaseThatTakesNoWritesForAWhileCostsAndRepeatsNothing(FaultTable table) throws Exception {
        Duration time = SCALE.seconds(3, 12);
        try (Trial trial = new Trial(server.table(), 150)) {
            Worker worker = trial.startWorkers(2).get(0);
            trial.feeder().feedOn();
            trial.awaitRequestsOf(worker, 100);
            server.readOnly(true);
            Pause.of(time);
            server.readOnly(false);
            trial.awaitProgress(System.nanoTime());
            Findings findings = trial.reckon(0);

            table.add(
                    "transactions read-only (as with a full disk)",
                    "1 × " + time.toSeconds() + " s, 2 workers",
                    trial,
                    findings,
                    0);
        }
    }

    @Test
    void aMissingStandbyCostsNoConnectionsAndDoesNotHoldUpTheEnd(FaultTable table) throws Exception {
        Duration limit = Duration.ofSeconds(12);
        try (Trial trial = new Trial(server.table(), 150)) {
            Worker worker = trial.startWorker(Map.of(
                            // So that a few seconds are several times what the driver waits for an answer.
                            "DATABASE_URL", server.table().url() + "&socketTimeout=2",
                            "courier.shutdown-timeout", limit.toSeconds() + "s"))
                    .awaitRunning();
            trial.feeder().feed(400);
            trial.awaitRequestsOf(worker, 100);
            long missingAt = System.nanoTime();
            server.requireStandby("gone");
            await().during(SCALE.seconds(9, 60))
                    .atMost(Duration.ofSeconds(70))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(server.connections()).hasSizeLessThanOrEqualTo(MOST_CONNECTIONS));
            long terminatedAt = System.nanoTime();
            worker.process().terminate();

            assertThat(worker.process().awaitExit(limit)).isIn(0, 143);
            assertThat(worker.process().stdout()).doesNotContain("\tat ");
            trial.recovered(System.nanoTime() - terminatedAt);
            trial.disrupted(worker, missingAt, System.nanoTime());
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(server.connections()).isEmpty());
            server.requireStandby("");
            trial.startWorkers(1);
            Findings findings = trial.reckon(Worker.IN_HAND);

            table.add(
                    "a synchronous standby is missing, then SIGTERM",
                    "1 × (time: until the process had ended)",
                    trial,
                    findings,
                    Worker.IN_HAND);
        }
    }

    @Test
    void aWorkerWithoutADatabaseEndsOnSigterm(FaultTable table) throws Exception {
        try (Trial trial = new Trial(server.table(), 150)) {
            Worker worker = trial.startWorker(Map.of()).awaitRunning();
            trial.feeder().feedOn();
            trial.awaitRequestsOf(worker, 100);
            long stoppedAt = System.nanoTime();
            server.stopHard();
            long terminatedAt = System.nanoTime();
            worker.process().terminate();

            assertThat(worker.process().awaitExit(Worker.SHUTDOWN_TIMEOUT.plusSeconds(10)))
                    .isIn(0, 143);
            trial.recovered(System.nanoTime() - terminatedAt);
            trial.disrupted(worker, stoppedAt, System.nanoTime());
            server.startAgain();
            trial.startWorkers(1);
            Findings findings = trial.reckon(Worker.IN_HAND);

            table.add(
                    "SIGTERM while PostgreSQL is away",
                    "1 × (time: until the process had ended)",
                    trial,
                    findings,
                    Worker.IN_HAND);
        }
    }

    @Tag("long")
    @Test
    void aStandbyIsRefusedAtTheStart() throws Exception {
        server.stopHard();
        server.becomeStandby();
        server.startAgain();
        try (CourierProcess process = CourierProcess.start(
                WorkingFolder.create(), Map.of("DATABASE_URL", server.table().url()))) {
            assertThat(process.awaitExit(Duration.ofSeconds(60))).isEqualTo(2);
            assertThat(process.stderr())
                    .startsWith("the database is a standby, which accepts no writes")
                    .hasLineCount(1);
        }
    }
}
