package io.webhookcourier.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.operations.Purge.Outcome;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PurgeTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final RetentionPeriods ALL = new RetentionPeriods(MONTH, MONTH, MONTH);

    private TestDatabase database;
    private Purge purge;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
        purge = new Purge(database.dataSource(), QueueFixtures.STATEMENTS, ALL, List.of("CRM"), "worker-1");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPastItsRetentionGoesInSmallStepsAndTheRestStays(RetentionKind kind) throws SQLException {
        rows(kind, 12_000, 31);
        rows(kind, 3_000, 29);
        assertThat(purge.count(kind)).isEqualTo(12_000);

        Rounds rounds = round(purge, kind);

        assertThat(rounds.removed()).isEqualTo(12_000);
        assertThat(rounds.steps()).isGreaterThan(2);
        assertThat(rounds.largestStep()).isBetween(1L, 1_000L);
        assertThat(left(kind)).isEqualTo(3_000);
        assertThat(purge.count(kind)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedRoundContinuesWhereItStopped(RetentionKind kind) throws SQLException {
        rows(kind, 12_000, 31);
        purge.step(kind);
        long afterOne = left(kind);
        assertThat(afterOne).isBetween(1L, 11_999L);

        Rounds rest = round(
                new Purge(database.dataSource(), QueueFixtures.STATEMENTS, ALL, List.of("CRM"), "worker-1"), kind);

        assertThat(rest.removed()).isEqualTo(afterOne);
        assertThat(left(kind)).isZero();
        assertThat(database.value("SELECT removed FROM courier.retention WHERE kind = ?", kind.id()))
                .isEqualTo(12_000L);
    }

    @ParameterizedTest
    @EnumSource
    void theNextRoundBeginsLaterUnlessRequested(RetentionKind kind) throws SQLException {
        round(purge, kind);
        rows(kind, 10, 31);

        assertThat(purge.step(kind).outcome()).isEqualTo(Outcome.NOT_DUE);
        assertThat(left(kind)).isEqualTo(10);
        assertThat(purge.stepNow(kind).removed()).isEqualTo(10);

        rows(kind, 10, 31);
        database.update("UPDATE courier.retention SET begun_at = begun_at - interval '25 hours',"
                + " finished_at = finished_at - interval '25 hours'");
        assertThat(purge.step(kind).removed()).isEqualTo(10);
    }

    @Test
    void oneRunnerAtATimeAndAnotherWhenItFellSilent() throws SQLException {
        rows(RetentionKind.ATTEMPTS, 12_000, 31);
        Purge other = new Purge(database.dataSource(), QueueFixtures.STATEMENTS, ALL, List.of("CRM"), "worker-2");
        purge.step(RetentionKind.ATTEMPTS);

        assertThat(other.stepNow(RetentionKind.ATTEMPTS).outcome()).isEqualTo(Outcome.BUSY);
        database.update("UPDATE courier.retention SET lease_until = now() - interval '1 second'");
        assertThat(other.stepNow(RetentionKind.ATTEMPTS).outcome()).isEqualTo(Outcome.WORKED);
        assertThat(purge.step(RetentionKind.ATTEMPTS).outcome()).isEqualTo(Outcome.BUSY);
    }

    @Test
    void onlyWhatSucceededAndIsOursLeavesTheApplicationsTable() throws SQLException {
        rows(RetentionKind.SUCCEEDED, 3, 31);
        for (String status : List.of("PENDING", "RUNNING", "FAILED")) {
            database.insertEvent(row -> row.id(status).status(status));
        }
        database.insertEvent(row -> row.id("foreign").status("SUCCEEDED").provider("INBOXXIA"));
        database.insertEvent(row -> row.id("late").status("SUCCEEDED"));
        age("id", "'PENDING', 'RUNNING', 'FAILED', 'foreign', 'late'");
        database.update("UPDATE \"WebhookEvent\" SET \"finishedAt\" = now() WHERE \"id\" = 'late'");

        assertThat(round(purge, RetentionKind.SUCCEEDED).removed()).isEqualTo(3);

        assertThat(database.query("SELECT \"id\" FROM \"WebhookEvent\" ORDER BY 1"))
                .extracting(row -> row.get("id"))
                .containsExactly("FAILED", "PENDING", "RUNNING", "foreign", "late");
    }

    @Test
    void rowsOfOthersWithTheSameRunAtDoNotStopTheRound() throws SQLException {
        rows(RetentionKind.SUCCEEDED, 2_500, 31);
        database.update("UPDATE \"WebhookEvent\" SET \"provider\" = 'INBOXXIA'");
        rows(RetentionKind.SUCCEEDED, 5, 30.5);

        assertThat(round(purge, RetentionKind.SUCCEEDED).removed()).isEqualTo(5);
        assertThat(left(RetentionKind.SUCCEEDED)).isEqualTo(2_500);
    }

    @Test
    void aRowThatTheApplicationHoldsIsLeftForTheNextRound() throws SQLException {
        rows(RetentionKind.SUCCEEDED, 3, 31);
        try (Connection application = database.dataSource().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("SELECT FROM \"WebhookEvent\" LIMIT 1 FOR UPDATE");

            assertThat(round(purge, RetentionKind.SUCCEEDED).removed()).isEqualTo(2);
            application.rollback();
        }
        assertThat(left(RetentionKind.SUCCEEDED)).isEqualTo(1);
    }

    @Test
    void whatIsKeptForEverIsNotTouched() {
        Purge off = new Purge(
                database.dataSource(),
                QueueFixtures.STATEMENTS,
                new RetentionPeriods(null, MONTH, null),
                List.of("CRM"),
                "worker-1");

        assertThat(off.kinds()).containsExactly(RetentionKind.KEYS);
        assertThatThrownBy(() -> off.stepNow(RetentionKind.SUCCEEDED))
                .hasMessage("courier.retention.succeeded is off: nothing is removed");
    }

    @Test
    void inTheBackgroundItIsLookedForOnceAMinute() {
        AtomicLong nanos = new AtomicLong();
        PurgeInBackground background = new PurgeInBackground(purge, nanos::get);
        rows(RetentionKind.KEYS, 5, 31);
        background.work();
        assertThat(left(RetentionKind.KEYS)).isZero();
        rows(RetentionKind.KEYS, 5, 31);
        database.update("UPDATE courier.retention SET finished_at = now() - interval '25 hours',"
                + " begun_at = now() - interval '26 hours'");

        background.work();
        assertThat(left(RetentionKind.KEYS)).as("within the minute").isEqualTo(5);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        background.work();
        assertThat(left(RetentionKind.KEYS)).isZero();
    }

    @Test
    void whatTheDatabaseRefusesStaysAndEverythingElseGoes() {
        database.update("CREATE TABLE invoice (event text REFERENCES \"WebhookEvent\" (\"id\"))");
        rows(RetentionKind.SUCCEEDED, 2, 31);
        database.update("INSERT INTO invoice SELECT \"id\" FROM \"WebhookEvent\" LIMIT 1");
        rows(RetentionKind.KEYS, 5, 31);
        PurgeInBackground background = new PurgeInBackground(purge, () -> 0);

        background.work();

        assertThat(left(RetentionKind.SUCCEEDED)).isEqualTo(1);
        assertThat(left(RetentionKind.KEYS)).as("others continue").isZero();
    }

    private record Rounds(long removed, int steps, long largestStep) {}

    private static Rounds round(Purge purge, RetentionKind kind) throws SQLException {
        long removed = 0;
        long largest = 0;
        int steps = 0;
        Purge.Step step;
        do {
            step = purge.stepNow(kind);
            assertThat(step.outcome()).isIn(Outcome.WORKED, Outcome.FINISHED);
            removed += step.removed();
            largest = Math.max(largest, step.removed());
            steps++;
        } while (step.outcome() == Outcome.WORKED);
        return new Rounds(removed, steps, largest);
    }

    private void rows(RetentionKind kind, int count, double daysOld) {
        String at = "now() - interval '1 day' * " + daysOld;
        database.update(
                switch (kind) {
                    case ATTEMPTS ->
                        "INSERT INTO courier.delivery_attempt (started_at, attempt, claim_id,"
                                + " webhook_event_id, outcome) SELECT " + at
                                + ", 1, gen_random_uuid(), i::text, 'DELIVERED'"
                                + " FROM generate_series(1, " + count + ") i";
                    case KEYS ->
                        "INSERT INTO courier.delivered_key SELECT md5(random()::text), i::text, " + at
                                + " FROM generate_series(1, " + count + ") i";
                    case SUCCEEDED ->
                        "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\","
                                + " \"status\", \"runAt\", \"finishedAt\", \"updatedAt\") SELECT gen_random_uuid(), 'CRM',"
                                + " 'lead_created', gen_random_uuid(), 'SUCCEEDED', t, t, t FROM generate_series(1, "
                                + count
                                + ") i, LATERAL (SELECT (" + at + ") AT TIME ZONE 'UTC' AS t) t";
                });
    }

    private void age(String column, String values) {
        database.update("UPDATE \"WebhookEvent\" SET \"runAt\" = now() - interval '40 days', \"finishedAt\" = now() -"
                + " interval '40 days', \"updatedAt\" = now() - interval '40 days' WHERE \"" + column + "\" IN ("
                + values
                + ")");
    }

    private long left(RetentionKind kind) {
        return (Long) database.value("SELECT count(*) FROM " + kind.table(QueueTable.APPLICATION));
    }
}
