package io.webhookcourier.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.operations.OperationRefusedException.Cause;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class ReplayTest {

    private static final Operator ADA = new Operator("ada", "ticket 12");
    private static final ReplayOptions FORCE = new ReplayOptions(true, false);

    private TestDatabase database;
    private Replay replay;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
        replay = new Replay(database.dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"));
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void aFailedEventIsDueAgainWithItsIdAndKeyAndAllItsAttempts() throws SQLException {
        String id = failed("e-1");

        Replayed replayed = replay.event(id, ReplayOptions.DEFAULT, ADA);

        assertThat(replayed.previousStatus()).isEqualTo("FAILED");
        assertThat(replayed.attempts()).isZero();
        assertThat(replayed.maxAttempts()).isEqualTo(8);
        assertThat(replayed.guardLifted()).isFalse();
        assertThat(database.row(id))
                .containsEntry("id", "e-1")
                .containsEntry("dedupeKey", "test:e-1")
                .containsEntry("status", "PENDING")
                .containsEntry("attempts", 0)
                .containsEntry("lastError", null)
                .containsEntry("finishedAt", null)
                .containsEntry("lockedBy", null);
        assertThat(secondsFromNow(id)).isBetween(-5.0, 0.01);
    }

    @Test
    void attemptsStayCountedWhenAsked() throws SQLException {
        String id = failed("e-1");

        assertThat(replay.event(id, new ReplayOptions(false, true), ADA).attempts())
                .isEqualTo(8);
        assertThat(database.row(id)).containsEntry("attempts", 8);
    }

    @Test
    void oneThatWaitsForItsNextAttemptIsDueAtOnce() throws SQLException {
        String id =
                database.insertEvent(row -> row.attempts(3).runAt(Instant.now().plusSeconds(900)));

        replay.event(id, new ReplayOptions(false, true), ADA);

        assertThat(secondsFromNow(id)).isBetween(-5.0, 0.01);
        assertThat(database.row(id)).containsEntry("attempts", 3);
    }

    @Test
    void aDeliveredEventNeedsForceAndThenLosesExactlyItsOwnGuard() throws SQLException {
        String id = delivered("e-1");
        delivered("e-2");

        assertRefused(
                Cause.DELIVERED,
                "event e-1 has already been delivered; to send it again, use force",
                () -> replay.event(id, ReplayOptions.DEFAULT, ADA));
        assertThat(database.row(id)).containsEntry("status", "SUCCEEDED");
        assertThat(keys()).isEqualTo(2L);

        assertThat(replay.event(id, FORCE, ADA).guardLifted()).isTrue();
        assertThat(database.row(id)).containsEntry("status", "PENDING");
        assertThat(database.query("SELECT dedupe_key FROM courier.delivered_key"))
                .containsExactly(Map.of("dedupe_key", "test:e-2"));
    }

    @Test
    void oneThatSucceededWithoutADeliveryOnRecordNeedsForce() {
        String id = database.insertEvent(row -> row.id("e-1").status("SUCCEEDED"));

        assertRefused(
                Cause.DELIVERED,
                "event e-1 has succeeded, and its delivery is no longer on record; to send it, use force",
                () -> replay.event(id, ReplayOptions.DEFAULT, ADA));
    }

    @Test
    void oneThatWasSkippedNeedsNoForce() throws SQLException {
        String id = database.insertEvent(row -> row.id("e-1").status("SUCCEEDED"));
        attempt(id, "RETRY");
        attempt(id, "SKIPPED");

        replay.event(id, ReplayOptions.DEFAULT, ADA);

        assertThat(database.row(id)).containsEntry("status", "PENDING");
    }

    @Test
    void oneThatWasDeliveredAfterItWasSkippedNeedsForce() {
        String id = database.insertEvent(row -> row.id("e-1").status("SUCCEEDED"));
        attempt(id, "SKIPPED");
        attempt(id, "DELIVERED");

        assertRefused(
                Cause.DELIVERED,
                "event e-1 has succeeded, and its delivery is no longer on record; to send it, use force",
                () -> replay.event(id, ReplayOptions.DEFAULT, ADA));
    }

    private void attempt(String id, String outcome) {
        database.update(
                "INSERT INTO courier.delivery_attempt (started_at, attempt, claim_id, webhook_event_id, outcome)"
                        + " VALUES (now(), 1, gen_random_uuid(), ?, ?)",
                id,
                outcome);
    }

    @Test
    void aFailedEventThatWasDeliveredAllTheSameNeedsForce() throws SQLException {
        String id = failed("e-1");
        guard("e-1");

        assertRefused(
                Cause.DELIVERED,
                "event e-1 has already been delivered; to send it again, use force",
                () -> replay.event(id, ReplayOptions.DEFAULT, ADA));
        replay.event(id, FORCE, ADA);
        assertThat(keys()).isZero();
    }

    @Test
    void aPendingEventWhoseGuardIsLiftedIsDueAfterRunningClaims() throws SQLException {
        String id = database.insertEvent(row -> row.id("e-1"));
        guard("e-1");

        replay.event(id, FORCE, ADA);

        assertThat(secondsFromNow(id)).isBetween(0.2, 1.01);
    }

    @Test
    void whatIsBeingDeliveredIsRefused() {
        Instant since = Instant.parse("2026-01-02T03:04:05Z");
        String id = database.insertEvent(row -> row.id("e-1").locked(since, "worker/boot/claim"));

        assertRefused(
                Cause.RUNNING,
                "event e-1 is being delivered by worker/boot/claim since 2026-01-02T03:04:05Z: wait for the outcome, or"
                        + " until its lock is released as stale, then replay it",
                () -> replay.event(id, FORCE, ADA));
        assertThat(database.row(id)).containsEntry("status", "RUNNING").containsEntry("lockedBy", "worker/boot/claim");
    }

    @Test
    void unknownEventsAndThoseOfOthersAreRefused() {
        assertRefused(Cause.UNKNOWN, "there is no event nowhere", () -> replay.event("nowhere", FORCE, ADA));
        String id =
                database.insertEvent(row -> row.id("e-1").provider("INBOXXIA").status("FAILED"));
        assertRefused(
                Cause.FOREIGN,
                "event e-1 is of provider INBOXXIA, and courier.queue.providers names CRM only: the service that"
                        + " handles its provider has to replay it",
                () -> replay.event(id, FORCE, ADA));
        assertThat(database.row(id)).containsEntry("status", "FAILED");
        assertThat(database.value("SELECT count(*) FROM courier.audit")).isEqualTo(0L);
    }

    @Test
    void whoWhatAndWhyIsOnRecord() throws SQLException {
        replay.event(failed("e-1"), ReplayOptions.DEFAULT, ADA);

        assertThat(database.query("SELECT actor, action, target, detail->>'reason' AS reason,"
                        + " detail->>'previousStatus' AS status, detail->>'previousError' AS error FROM courier.audit"))
                .containsExactly(Map.of(
                        "actor", "ada",
                        "action", "replay",
                        "target", "event:e-1",
                        "reason", "ticket 12",
                        "status", "FAILED",
                        "error", "crm_webhook_http_error status=500"));
    }

    @Test
    void aKeyThatIsCommittedWhileTheReplayWaitsForTheRowIsLifted() throws Exception {
        String id = failed("e-1");
        CompletableFuture<Replayed> replayed;
        try (Connection recorder = database.dataSource().getConnection();
                Statement statement = recorder.createStatement()) {
            recorder.setAutoCommit(false);
            statement.execute("UPDATE \"WebhookEvent\" SET \"status\" = 'SUCCEEDED' WHERE \"id\" = 'e-1'");
            statement.execute("INSERT INTO courier.delivered_key VALUES ('test:e-1', 'e-1')");
            replayed = CompletableFuture.supplyAsync(() -> {
                try {
                    return replay.event(id, FORCE, ADA);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().until(() -> database.value("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE wait_event_type = 'Lock' AND datname = current_database()")
                    .equals(1L));
            recorder.commit();
        }

        assertThat(replayed.get(5, TimeUnit.SECONDS).previousStatus()).isEqualTo("SUCCEEDED");
        assertThat(keys()).isZero();
    }

    @Test
    void aRowLockedByAnotherSessionIsReported() throws SQLException {
        String id = failed("e-1");
        try (Connection application = database.dataSource().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT FROM \"WebhookEvent\" FOR UPDATE");

            assertRefused(
                    Cause.LOCKED,
                    "another transaction kept it locked for 2 s, so nothing was changed: try again shortly",
                    () -> replay.event(id, FORCE, ADA));
            application.rollback();
        }
    }

    @Test
    void theWorkersAreWoken() throws SQLException {
        String id = failed("e-1");
        try (Connection listener = database.dataSource().getConnection();
                Statement statement = listener.createStatement()) {
            statement.execute("LISTEN courier_wakeup");
            replay.event(id, ReplayOptions.DEFAULT, ADA);

            assertThat(listener.unwrap(PGConnection.class).getNotifications(5_000))
                    .hasSize(1);
        }
    }

    private String failed(String id) {
        database.insertEvent(row -> row.id(id).status("FAILED").attempts(8));
        database.update(
                "UPDATE \"WebhookEvent\" SET \"lastError\" = 'crm_webhook_http_error status=500', \"finishedAt\" ="
                        + " now() AT TIME ZONE 'UTC' WHERE \"id\" = ?",
                id);
        return id;
    }

    private String delivered(String id) {
        database.insertEvent(row -> row.id(id).status("SUCCEEDED").attempts(1));
        guard(id);
        return id;
    }

    private void guard(String id) {
        database.update("INSERT INTO courier.delivered_key VALUES (?, ?)", "test:" + id, id);
    }

    private long keys() {
        return (Long) database.value("SELECT count(*) FROM courier.delivered_key");
    }

    private double secondsFromNow(String id) {
        return ((Number) database.value(
                        "SELECT extract(epoch FROM \"runAt\" - now() AT TIME ZONE 'UTC')::float8 FROM"
                                + " \"WebhookEvent\" WHERE \"id\" = ?",
                        id))
                .doubleValue();
    }

    private static void assertRefused(Cause cause, String message, ThrowingCallable replay) {
        assertThatThrownBy(replay)
                .isInstanceOfSatisfying(OperationRefusedException.class, refused -> assertThat(refused.why())
                        .isEqualTo(cause))
                .hasMessage(message);
    }
}
