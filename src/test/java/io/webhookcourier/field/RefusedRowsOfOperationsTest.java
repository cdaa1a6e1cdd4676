package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.operations.BulkReplay;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.Purge;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.RetentionKind;
import io.webhookcourier.operations.RetentionPeriods;
import io.webhookcourier.operations.StaleRelease;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.TestDatabase;
import io.webhookcourier.worker.WorkerWatch;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One row that the application's table refuses: release, replay and retention do their work on all others. */
class RefusedRowsOfOperationsTest {

    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(60));

    private static TestDatabase database;
    private static Refusals refusals;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        refusals = new Refusals(database);
    }

    @AfterEach
    void clear() {
        refusals.end();
        database.update("DROP TABLE IF EXISTS public.note");
        database.update("TRUNCATE \"WebhookEvent\"");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aStaleRowThatMayNotBecomePendingFailsAndOthersAreReleased() throws SQLException {
        stale();
        refusals.when("OLD.\"id\" = 'e3' AND NEW.\"status\" = 'PENDING'", "P0001");

        assertThat(release().release())
                .containsExactlyInAnyOrder(
                        new StaleRelease.Released("stale_lock", false, 6),
                        new StaleRelease.Released("stale_lock", true, 1));
        assertThat(database.row("e3"))
                .containsEntry("status", "FAILED")
                .containsEntry("lastError", "release_refused: not this row [SQLSTATE P0001]");
        assertThat(count("PENDING")).isEqualTo(6);
    }

    @Test
    void aStaleRowThatMayNotBeChangedIsLeftAndNamedOnce() throws SQLException {
        stale();
        refusals.when("OLD.\"id\" = 'e3'", "PT409");
        StaleRelease release = release();
        try (LogLines log = new LogLines()) {
            assertThat(release.release()).containsExactly(new StaleRelease.Released("stale_lock", false, 6));
            assertThat(release.release()).isEmpty();
            assertThat(log.texts()).filteredOn(line -> line.contains("e3")).hasSize(1);
        }
        assertThat(database.row("e3")).containsEntry("status", "RUNNING");
    }

    @Test
    void aShortLastErrorColumnKeepsNoStaleRowLocked() throws SQLException {
        stale();
        database.update("ALTER TABLE \"WebhookEvent\" ALTER \"lastError\" TYPE varchar(10)");
        assertThat(release().release()).containsExactly(new StaleRelease.Released("stale_lock", false, 7));
        assertThat(database.row("e3")).containsEntry("lastError", "Released s");
        database.update("ALTER TABLE \"WebhookEvent\" ALTER \"lastError\" TYPE text");
    }

    @Test
    void aReplayOfManyLeavesOutTheRowThatMayNotBeChanged() throws SQLException {
        rows("FAILED");
        refusals.when("OLD.\"id\" = 'e3'", "U0001");
        BulkReplay replays = Operations.of(database.dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"))
                .bulkReplay();
        ReplayJob job = replays.start(
                ReplayFilter.failed(), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT, false, new Operator("ada", null));

        ReplayJob done = replays.nextBatch(job.id());

        assertThat(done.replayed()).isEqualTo(6);
        assertThat(done.state()).isEqualTo(ReplayJob.State.DONE);
        assertThat(count("PENDING")).isEqualTo(6);
        assertThat(database.row("e3")).containsEntry("status", "FAILED");
    }

    @Test
    void aReplayOfWhichEveryRowIsRefusedStopsWithTheReason() throws SQLException {
        rows("FAILED");
        refusals.when("true", "PT409");
        BulkReplay replays = Operations.of(database.dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"))
                .bulkReplay();
        ReplayJob job = replays.start(
                ReplayFilter.failed(), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT, true, new Operator("ada", null));

        replays.nextBatchesInBackground();

        assertThat(replays.job(job.id()).state()).isEqualTo(ReplayJob.State.STOPPED);
        assertThat((String) database.value("SELECT detail->>'reason' FROM courier.audit WHERE action = 'replay-stop'"))
                .startsWith("the database refuses it: ERROR: not this row");
    }

    @Test
    void retentionPassesByARowThatAnotherTableRefersTo() throws SQLException {
        rows("SUCCEEDED");
        database.update("UPDATE \"WebhookEvent\" SET \"finishedAt\" = \"runAt\"");
        database.update("CREATE TABLE public.note (event text REFERENCES \"WebhookEvent\" (\"id\"))");
        database.update("INSERT INTO public.note VALUES ('e3')");
        Purge purge = new Purge(
                database.dataSource(),
                QueueFixtures.STATEMENTS,
                new RetentionPeriods(null, null, Duration.ofDays(30)),
                List.of("CRM"),
                "worker-1");

        assertThat(purge.stepNow(RetentionKind.SUCCEEDED)).isEqualTo(new Purge.Step(Purge.Outcome.FINISHED, 6, 6));
        assertThat(count("SUCCEEDED")).isEqualTo(1);
    }

    private static StaleRelease release() {
        Duration staleLock = Duration.ofMinutes(10);
        WorkerWatch watch = new WorkerWatch(System::nanoTime, "me/1", Duration.ofSeconds(30), staleLock, () -> true);
        return Operations.ofWorker(
                        database.dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"), staleLock, "me", watch)
                .staleRelease();
    }

    private static void stale() {
        for (int i = 0; i < 7; i++) {
            String id = "e" + i;
            database.insertEvent(row -> row.id(id).locked(LONG_AGO, "gone"));
        }
    }

    private static void rows(String status) {
        for (int i = 0; i < 7; i++) {
            String id = "e" + i;
            database.insertEvent(row -> row.id(id).status(status).runAt(LONG_AGO));
        }
    }

    private static long count(String status) {
        return (Long) database.value("SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\"::text = ?", status);
    }
}
