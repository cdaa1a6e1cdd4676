package io.webhookcourier.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.operations.ReplayFilter.Ended;
import io.webhookcourier.operations.ReplayJob.State;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkReplayTest {

    private static final Operator ADA = new Operator("ada", "receiver was down");
    private static final ReplayOptions FORCE = new ReplayOptions(true, false);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private TestDatabase database;
    private BulkReplay replays;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
        replays = new BulkReplay(database.dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"));
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void theFilterNamesWhatFailedWhereWhenAndWhy() throws SQLException {
        ended("FAILED", "old", "w-1", "lead_created", 7_200, "status=503");
        ended("FAILED", "new", "w-1", "lead_created", 60, "status=503");
        ended("FAILED", "update", "w-1", "crm_row_updated", 60, "status=503");
        ended("FAILED", "other", "w-2", "lead_created", 60, "crm_webhook_timeout after 10000ms");
        ended("SUCCEEDED", "fine", "w-1", "lead_created", 60, null);
        database.insertEvent(row -> row.id("waiting"));
        database.insertEvent(row -> row.id("foreign").provider("INBOXXIA").status("FAILED"));
        Instant hourAgo = NOW.minusSeconds(3_600);

        assertThat(matching(ReplayFilter.failed())).isEqualTo(4);
        assertThat(matching(ReplayFilter.failed("w-1", null))).isEqualTo(3);
        assertThat(matching(ReplayFilter.failed("w-1", hourAgo))).isEqualTo(2);
        assertThat(matching(filter(null, "crm_row_updated", null, null, null))).isEqualTo(1);
        assertThat(matching(filter(null, null, null, hourAgo, null))).isEqualTo(1);
        assertThat(matching(filter(null, null, null, null, "TIMEOUT"))).isEqualTo(1);
        assertThat(matching(new ReplayFilter(Ended.SUCCEEDED, null, null, null, null, null)))
                .isEqualTo(1);
        assertThat(replays.preview(ReplayFilter.failed()).workspaces()).isEqualTo(2);
        assertThat(replays.preview(ReplayFilter.failed()).firstEnded()).isEqualTo(NOW.minusSeconds(7_200));

        finish(start(filter("w-1", "lead_created", hourAgo, null, "503"), FORCE, ReplayBounds.DEFAULT));
        assertThat(pending()).containsExactly("new", "waiting");
    }

    @Test
    void white_space_around_a_workspace_id_does_not_count() throws SQLException {
        ended("FAILED", "plain", "w-1", "lead_created", 60, "status=503");
        ended("FAILED", "pasted", "\u00a0w-1\u2003", "lead_created", 60, "status=503");
        ended("FAILED", "other", "w-12", "lead_created", 60, "status=503");

        assertThat(replays.preview(ReplayFilter.failed("w-1\ufeff", null)).events())
                .isEqualTo(2);
        assertThat(replays.preview(ReplayFilter.failed()).workspaces()).isEqualTo(2);
        finish(start(ReplayFilter.failed("w-1", null), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT));
        assertThat(pending()).containsExactlyInAnyOrder("plain", "pasted");
    }

    @Test
    void aPreviewChangesNothing() throws SQLException {
        failed(3);
        guard("f-1");

        ReplayPreview preview = replays.preview(ReplayFilter.failed());

        assertThat(preview.events()).isEqualTo(3);
        assertThat(preview.delivered()).isEqualTo(1);
        assertThat(pending()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM courier.replay_job")).isEqualTo(0L);
    }

    @Test
    void itWorksInBatchesWithARestInBetween() throws SQLException {
        failed(5);
        ReplayJob job = start(ReplayFilter.failed(), ReplayOptions.DEFAULT, new ReplayBounds(100, 2));
        assertThat(job.expected()).isEqualTo(5);

        assertThat(replays.nextBatch(job.id()).replayed()).isEqualTo(2);
        assertThat(replays.nextBatch(job.id()).replayed()).as("at once").isEqualTo(2);
        rested(job);
        assertThat(replays.nextBatch(job.id()).replayed()).isEqualTo(4);
        rested(job);
        ReplayJob done = replays.nextBatch(job.id());

        assertThat(done.replayed()).isEqualTo(5);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.atItsBound()).isFalse();
        assertThat(pending()).containsExactly("f-1", "f-2", "f-3", "f-4", "f-5");
    }

    @Test
    void anInterruptedOrStoppedJobIsResumedWhereItStopped() throws SQLException {
        failed(4);
        long id = start(ReplayFilter.failed(), ReplayOptions.DEFAULT, new ReplayBounds(100, 1))
                .id();
        replays.nextBatch(id);

        assertThat(replays.stop(id, ADA).state()).isEqualTo(State.STOPPED);
        rested(replays.job(id));
        assertThat(replays.nextBatch(id).replayed()).as("stopped").isEqualTo(1);
        assertThatThrownBy(() -> replays.stop(id, ADA))
                .hasMessage("replay job " + id + " is stopped after 1 event: there is nothing to stop");

        BulkReplay another = new BulkReplay(database.dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"));
        assertThat(another.resume(id, false, ADA).state()).isEqualTo(State.RUNNING);
        rested(replays.job(id));
        assertThat(another.nextBatch(id).replayed()).isEqualTo(2);
        assertThat(pending()).containsExactly("f-1", "f-2");
        assertThat(finish(replays.job(id)).replayed()).isEqualTo(4);
        assertThatThrownBy(() -> replays.resume(id, false, ADA))
                .hasMessage("replay job " + id + " is done after 4 events: start a new one for the rest");
    }

    @Test
    void itEndsAtItsBound() throws SQLException {
        failed(5);

        ReplayJob done = finish(start(ReplayFilter.failed(), ReplayOptions.DEFAULT, new ReplayBounds(3, 2)));

        assertThat(done.replayed()).isEqualTo(3);
        assertThat(done.atItsBound()).isTrue();
        assertThat(pending()).hasSize(3);
    }

    @Test
    void whatFailsAgainMeanwhileIsNotTakenTwice() throws SQLException {
        failed(2);
        ReplayJob job = start(ReplayFilter.failed(), ReplayOptions.DEFAULT, new ReplayBounds(100, 1));
        replays.nextBatch(job.id());
        database.update("UPDATE \"WebhookEvent\" SET \"status\" = 'FAILED', \"runAt\" = now() AT TIME ZONE 'UTC',"
                + " \"updatedAt\" = now() AT TIME ZONE 'UTC' + interval '5 milliseconds' WHERE \"status\" = 'PENDING'");

        assertThat(finish(replays.job(job.id())).replayed()).isEqualTo(2);
        assertThat(pending()).containsExactly("f-2");
    }

    @Test
    void whatWasDeliveredIsLeftOutUnlessForced() throws SQLException {
        failed(3);
        guard("f-2");

        ReplayJob done = finish(start(ReplayFilter.failed(), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT));
        assertThat(done.replayed()).isEqualTo(2);
        assertThat(done.leftOut()).isEqualTo(1);
        assertThat(pending()).containsExactly("f-1", "f-3");

        finish(start(ReplayFilter.failed(), FORCE, ReplayBounds.DEFAULT));
        assertThat(pending()).containsExactly("f-1", "f-2", "f-3");
        assertThat(database.value("SELECT count(*) FROM courier.delivered_key")).isEqualTo(0L);
    }

    @Test
    void whatSucceededNeedsForce() throws SQLException {
        ended("SUCCEEDED", "s-1", "w-1", "lead_created", 10, null);
        guard("s-1");
        ReplayFilter succeeded = new ReplayFilter(Ended.SUCCEEDED, null, null, null, null, null);

        assertThatThrownBy(() -> start(succeeded, ReplayOptions.DEFAULT, ReplayBounds.DEFAULT))
                .hasMessage("replaying succeeded events sends them a second time; to do so, use force");
        finish(start(succeeded, FORCE, ReplayBounds.DEFAULT));
        assertThat(pending()).containsExactly("s-1");
    }

    @Test
    void aRowLockedByAnotherSessionIsSkipped() throws SQLException {
        failed(3);
        try (Connection application = database.dataSource().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT FROM \"WebhookEvent\" WHERE \"id\" = 'f-2' FOR UPDATE");

            finish(start(ReplayFilter.failed(), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT));
            application.rollback();
        }
        assertThat(pending()).containsExactly("f-1", "f-3");
    }

    @Test
    void everyEventAndTheJobTellWhoDidItAndWhy() throws SQLException {
        failed(2);

        ReplayJob job = finish(start(ReplayFilter.failed(), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT));

        assertThat(database.query("SELECT action || ' ' || target || ' ' || actor || ' ' || coalesce(detail->>'reason',"
                        + " '') AS line FROM courier.audit ORDER BY id"))
                .extracting(row -> row.get("line"))
                .containsExactly(
                        "replay-start replay:" + job.id() + " ada receiver was down",
                        "replay event:f-1 ada receiver was down",
                        "replay event:f-2 ada receiver was down",
                        "replay-done replay:" + job.id() + " ada receiver was down");
    }

    @Test
    void onlyJobsOfTheBackgroundAreTheServices() throws SQLException {
        failed(2);
        ReplayJob mine = start(ReplayFilter.failed(), ReplayOptions.DEFAULT, new ReplayBounds(1, 1));
        replays.nextBatchesInBackground();
        assertThat(replays.job(mine.id()).replayed()).isZero();

        ReplayJob background =
                replays.start(ReplayFilter.failed(), ReplayOptions.DEFAULT, ReplayBounds.DEFAULT, true, ADA);
        replays.nextBatchesInBackground();

        assertThat(replays.job(background.id()).state()).isEqualTo(State.DONE);
        assertThat(replays.jobs(10)).extracting(ReplayJob::id).containsExactly(background.id(), mine.id());
    }

    @Test
    void aJobThatTheDatabaseRefusesIsStoppedAndDoesNotKeepOthers() throws SQLException {
        failed(1);
        ended("FAILED", "g-1", "w-2", "lead_created", 10, null);
        database.update("ALTER TABLE \"WebhookEvent\" ADD CHECK (\"workspaceId\" <> 'w-1' OR \"status\" = 'FAILED')");
        ReplayJob refused = background(ReplayFilter.failed("w-1", null));
        ReplayJob other = background(ReplayFilter.failed("w-2", null));

        replays.nextBatchesInBackground();

        assertThat(replays.job(refused.id()).state()).isEqualTo(State.STOPPED);
        assertThat(replays.job(other.id()).state()).isEqualTo(State.DONE);
        assertThat(database.value(
                        "SELECT detail->>'reason' FROM courier.audit WHERE action = 'replay-stop' AND target = ?",
                        "replay:" + refused.id()))
                .asString()
                .startsWith("the database refuses it: ERROR: new row for relation \"WebhookEvent\" violates check");
    }

    @Test
    void boundsAreBounded() {
        assertThatThrownBy(() -> new ReplayBounds(0, 1))
                .hasMessage("a replay takes 1 to 1000000 events at most, not 0");
        assertThatThrownBy(() -> new ReplayBounds(1, 5_000))
                .hasMessage("a replay requeues 1 to 1000 events a second, not 5000");
        assertThatThrownBy(() -> filter(null, null, NOW, NOW, null)).hasMessageContaining("is not before until");
    }

    private ReplayJob start(ReplayFilter filter, ReplayOptions options, ReplayBounds bounds) throws SQLException {
        return replays.start(filter, options, bounds, false, ADA);
    }

    private ReplayJob background(ReplayFilter filter) throws SQLException {
        return replays.start(filter, ReplayOptions.DEFAULT, ReplayBounds.DEFAULT, true, ADA);
    }

    private ReplayJob finish(ReplayJob job) {
        return await().until(
                        () -> {
                            rested(job);
                            return replays.nextBatch(job.id());
                        },
                        now -> now.state() == State.DONE);
    }

    /** As if the last batch had been done a second earlier. */
    private void rested(ReplayJob job) {
        database.update(
                "UPDATE courier.replay_job SET updated_at = updated_at - interval '1 second' WHERE id = ?", job.id());
    }

    private long matching(ReplayFilter filter) throws SQLException {
        return replays.preview(filter).events();
    }

    private static ReplayFilter filter(
            String workspaceId, String eventType, Instant since, Instant until, String errorText) {
        return new ReplayFilter(Ended.FAILED, workspaceId, eventType, since, until, errorText);
    }

    private void failed(int count) {
        for (int i = 1; i <= count; i++) {
            ended("FAILED", "f-" + i, "w-1", "lead_created", 100 - i, "status=500");
        }
    }

    private void ended(String status, String id, String workspace, String type, int secondsAgo, String error) {
        Instant at = NOW.minusSeconds(secondsAgo);
        database.insertEvent(row -> row.id(id)
                .status(status)
                .workspaceId(workspace)
                .eventType(type)
                .runAt(at)
                .attempts(8));
        database.update(
                "UPDATE \"WebhookEvent\" SET \"finishedAt\" = ?::timestamptz AT TIME ZONE 'UTC', \"lastError\" = ?"
                        + " WHERE \"id\" = ?",
                at,
                error,
                id);
    }

    private void guard(String id) {
        database.update("INSERT INTO courier.delivered_key VALUES (?, ?)", "test:" + id, id);
    }

    private List<Object> pending() {
        return database
                .query("SELECT \"id\" FROM \"WebhookEvent\" WHERE \"status\" = 'PENDING' ORDER BY \"id\"")
                .stream()
                .map(row -> row.get("id"))
                .toList();
    }
}
