package io.webhookcourier.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to workers in everyday life. None of it may repeat a request. */
@ExtendWith(FaultTable.Resolver.class)
@Execution(ExecutionMode.CONCURRENT)
class WorkersIT {

    private static final Scale SCALE = Scale.current();

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {2, 3})
    void workersOfOneTableShareTheWorkWithoutRepeatingAnything(int count, FaultTable table) throws Exception {
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 5_000)) {
            List<Worker> workers = trial.startWorkers(count);
            trial.feeder().feed(SCALE.of(1_000, 10_000));
            Findings findings = trial.reckon(0);

            assertThat(workers).allSatisfy(worker -> assertThat(trial.receiver().sentBy(worker.name()))
                    .isPositive());
            table.add(count + " workers, no fault", "–", trial, findings, 0);
        }
    }

    @Test
    void aWorkerWhoseClockIsADayAheadSignsWithTheRightTime(FaultTable table) throws Exception {
        Path faketime = faketime();
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 500)) {
            Worker ahead = trial.startWorker(dayAhead(faketime));
            ahead.awaitRunning();
            trial.startWorkers(1);
            trial.feeder().feed(SCALE.of(500, 2_000));
            Findings findings = trial.reckon(0);
            ahead.process().terminate();
            ahead.process().awaitExit(Duration.ofSeconds(20));

            assertThat(ahead.process().stdout())
                    .as("the log of a worker whose clock is a day ahead")
                    .contains(LocalDate.now(ZoneOffset.UTC).plusDays(1).toString());
            assertThat(trial.receiver().sentBy(ahead.name())).isPositive();
            assertThat(trial.receiver().largestClockError()).isLessThan(Duration.ofMinutes(1));
            assertThat(trial.table()
                            .count("SELECT count(*) FROM \"WebhookEvent\" WHERE abs(extract(epoch FROM"
                                    + " \"finishedAt\" - now() AT TIME ZONE 'UTC')) > 300"))
                    .as("rows with a time of another day")
                    .isZero();
            table.add("a worker's clock a day ahead", "1 of 2 workers", trial, findings, 0);
        }
    }

    @Test
    void anEndAmongSlowDeliveriesFinishesThemAndHandsBackTheRest(FaultTable table) throws Exception {
        int rounds = SCALE.of(1, 5);
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 5_000)) {
            // A quarter of a second's work is claimed ahead: two rows.
            trial.receiver().takes(Duration.ofMillis(500));
            trial.feeder().feed(60);
            trial.feeder().finish(Duration.ofSeconds(20));
            for (int round = 0; round < rounds; round++) {
                endAmongSlowDeliveries(trial);
            }
            trial.receiver().takes(Duration.ZERO);
            trial.startWorkers(1);
            Findings findings = trial.reckon(0);

            table.add(
                    "SIGTERM among slow deliveries",
                    rounds + " × (time: until the process had ended)",
                    trial,
                    findings,
                    0);
        }
    }

    private static void endAmongSlowDeliveries(Trial trial) throws Exception {
        long decidedBefore = trial.table().decided();
        int requestsBefore = trial.receiver().total();
        Worker worker = trial.startWorker(Map.of("courier.delivery.concurrency", "4"));
        trial.awaitRequestsOf(worker, 4);
        await("rows in hand beside the four that are being delivered")
                .atMost(Duration.ofSeconds(30))
                .until(() -> trial.table().runningByWorker().getOrDefault(worker.name(), 0) > 4);
        long terminatedAt = System.nanoTime();
        worker.process().terminate();

        assertThat(worker.process().awaitExit(Worker.SHUTDOWN_TIMEOUT.plusSeconds(5)))
                .isIn(0, 143);
        trial.recovered(System.nanoTime() - terminatedAt);
        assertThat(trial.table().runningByWorker())
                .as("rows that are left RUNNING")
                .isEmpty();
        assertThat(trial.table().count("SELECT sum(\"attempts\") FROM \"WebhookEvent\" WHERE " + OddNeighbours.OTHERS))
                .as("attempts are what was sent")
                .isEqualTo(trial.receiver().total());
        assertThat(trial.table().decided() - decidedBefore)
                .as("events decided, besides those answered 503")
                .isLessThanOrEqualTo(trial.receiver().total() - requestsBefore)
                .isPositive();
    }

    @Test
    void routesThatAreReloadedUnderLoadCostAndRepeatNothing(FaultTable table) throws Exception {
        int edits = SCALE.of(2, 10);
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 200)) {
            Worker worker = trial.startWorkers(1).get(0);
            trial.feeder().feedOn();
            trial.awaitRequestsOf(worker, 50);
            for (int edit = 1; edit <= edits; edit++) {
                worker.folder().appendToRoute("post-webhook", "# edit " + edit);
                awaitLogLines(worker, "The routes were reloaded", edit);
                trial.awaitRequestsOf(worker, 50);
            }
            worker.folder().appendToRoute("post-webhook", "  not: [yaml");
            awaitLogLines(worker, "the previous routes keep running", 1);
            trial.awaitRequestsOf(worker, 50);
            Findings findings = trial.reckon(0);

            table.add("route files edited under load", edits + " edits, 1 mistake, 1 worker", trial, findings, 0);
        }
    }

    private static void awaitLogLines(Worker worker, String text, int count) {
        await(count + " × \"" + text + "\"")
                .atMost(Duration.ofSeconds(30))
                .until(() -> worker.process()
                                .stdout()
                                .lines()
                                .filter(line -> line.contains(text))
                                .count()
                        == count);
    }

    /** The monotonic clock and waits stay as they are, as when a machine's date is set. */
    private static Map<String, String> dayAhead(Path faketime) {
        return Map.of(
                "LD_PRELOAD", faketime.toString(),
                "FAKETIME", "+1d",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Debian's package faketime; without it the trial is skipped, and says so. */
    private static Path faketime() throws Exception {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            List<Path> found = folders.map(folder -> folder.resolve("faketime").resolve("libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .toList();
            assumeThat(found)
                    .as("libfaketime: install Debian's package faketime to run this trial")
                    .isNotEmpty();
            return found.get(0);
        }
    }
}
