package io.webhookcourier.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Connections that are cut, too few, or blocked by a lock. None of it may repeat a request. */
@ExtendWith(FaultTable.Resolver.class)
@Execution(ExecutionMode.CONCURRENT)
class ConnectionFaultsIT {

    private static final Scale SCALE = Scale.current();

    @Test
    void connectionsThatAreCutMidStatementCostAndRepeatNothing(FaultTable table) throws Exception {
        int rounds = SCALE.of(20, 150);
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 150)) {
            Worker worker = trial.startWorkers(2).get(0);
            trial.feeder().feedOn();
            trial.awaitRequestsOf(worker, 20);
            long cut = 0;
            for (int round = 0; round < rounds; round++) {
                cut += trial.table()
                        .count("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name LIKE 'webhook-courier%'");
                Pause.of(Duration.ofMillis(200));
            }
            long endedAt = System.nanoTime();
            trial.awaitProgress(endedAt);
            assertThat(cut).as("connections cut").isGreaterThan(rounds);
            Findings findings = trial.reckon(0);

            table.add("pg_terminate_backend in a loop", cut + " connections, 2 workers", trial, findings, 0);
        }
    }

    @Test
    void aPoolOfTwoConnectionsIsEnough(FaultTable table) throws Exception {
        int events = SCALE.of(1_000, 5_000);
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 5_000)) {
            trial.feeder().feed(events);
            trial.startWorker(Map.of("courier.database.pool-size", "2", "courier.delivery.concurrency", "64"))
                    .awaitRunning();
            Findings findings = trial.reckon(0);

            table.add("connection pool exhausted", "pool of 2 for 64 deliveries at once", trial, findings, 0);
        }
    }

    @Test
    void aRowThatTheApplicationHasLockedHoldsUpNoOther(FaultTable table) throws Exception {
        Duration time = SCALE.seconds(5, 60);
        String locked = "OK-locked";
        try (TestDatabase database = TestDatabase.ofTheApplication();
                Trial trial = new Trial(EventTable.in(database), 150)) {
            trial.startWorkers(2);
            CountDownLatch answer = trial.receiver().hold(locked);
            trial.table().insertEvents(List.of(locked));
            await("the request for the row that will be locked")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !trial.receiver().of(locked).isEmpty());
            try (Connection application = database.dataSource().getConnection()) {
                lock(application, locked);
                answer.countDown();
                long lockedAt = System.nanoTime();
                trial.feeder().feed(SCALE.of(300, 3_000));
                Pause.of(time);
                trial.feeder().finish(Duration.ofSeconds(30));
                await("every other event is decided")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> trial.table().undecided() == 1);
                assertThat(trial.table().rows().get(locked).status()).isEqualTo("RUNNING");
                assertThat(System.nanoTime() - lockedAt).isGreaterThanOrEqualTo(time.toNanos());
                application.rollback();
            }
            long freeAt = System.nanoTime();
            await("the locked row is decided, too")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> trial.table().undecided() == 0);
            trial.recovered(System.nanoTime() - freeAt);
            Findings findings = trial.reckon(0);

            table.add(
                    "an application transaction holds a row's lock",
                    "1 × " + time.toSeconds() + " s, 2 workers",
                    trial,
                    findings,
                    0);
        }
    }

    private static void lock(Connection application, String id) throws Exception {
        application.setAutoCommit(false);
        try (PreparedStatement statement =
                application.prepareStatement("SELECT FROM \"WebhookEvent\" WHERE \"id\" = ? FOR UPDATE")) {
            statement.setString(1, id);
            statement.execute();
        }
    }
}
