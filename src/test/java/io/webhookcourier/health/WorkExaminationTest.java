package io.webhookcourier.health;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.webhookcourier.claim.ClaimResult;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.database.Reachability;
import io.webhookcourier.metrics.LatestQueueReading;
import io.webhookcourier.support.DatabaseProxy;
import io.webhookcourier.support.TestDatabase;
import io.webhookcourier.worker.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What keeps a worker from delivering is found, with its reason, once it has lasted for half a minute. */
class WorkExaminationTest {

    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger unrecorded = new AtomicInteger();
    private final AtomicBoolean leaseHolds = new AtomicBoolean(true);
    private final TestDatabase database = TestDatabase.create();
    private final Database connections = Database.open(database.settings(), "test", Duration.ofSeconds(5));
    private final Trouble trouble = new Trouble(nanos::get);
    private final WorkProgress progress = new WorkProgress(nanos::get);
    private final LatestQueueReading queue = new LatestQueueReading(database.dataSource(), List.of("CRM"), nanos::get);
    private final WorkExamination examination = examination(connections.reachability());

    @AfterEach
    void close() {
        connections.close();
        database.close();
    }

    @Test
    void nothingIsWrongWithAWorkerThatWaitsForWork() {
        assertThat(after(3_600)).isEmpty();
    }

    @Test
    void claimsThatFailForHalfAMinuteAreSaidWithTheirReason() {
        trouble.claimFailed("permission denied for table WebhookEvent");
        assertThat(after(29)).isEmpty();
        assertThat(after(1))
                .extracting(Problem::kind, Problem::text)
                .containsExactly(tuple(
                        Problem.Kind.CLAIMS,
                        "claims have failed since 01:53:30 UTC: permission denied for table WebhookEvent"));

        trouble.claimWorked();
        assertThat(after(1)).isEmpty();
    }

    @Test
    void whatFailedWhileTheDatabaseWasAwayIsNoTroubleOnceItIsBack() throws Exception {
        DatabaseProxy proxy = DatabaseProxy.before(database.jdbcUrl());
        Settings.Database behind = new Settings.Database(proxy.jdbcUrl(), "postgres", null, "public", false, 2, null);
        try (Database proxied = Database.open(behind, "test", Duration.ofSeconds(5))) {
            WorkExamination examined = examination(proxied.reachability());
            proxy.close();
            assertThatThrownBy(() -> proxied.connect("watch")).isInstanceOf(SQLException.class);
            trouble.claimFailed("no connection");
            nanos.addAndGet(Duration.ofSeconds(100).toNanos());
            assertThat(examined.examine(nanos.get())).extracting(Problem::kind).containsExactly(Problem.Kind.DATABASE);

            try (DatabaseProxy again = DatabaseProxy.before(database.jdbcUrl(), proxy.port())) {
                assertThat(again.port()).isEqualTo(proxy.port());
                proxied.connect("watch").close();
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                assertThat(examined.examine(nanos.get())).isEmpty();
                nanos.addAndGet(Duration.ofSeconds(30).toNanos());
                assertThat(examined.examine(nanos.get()))
                        .extracting(Problem::kind)
                        .containsExactly(Problem.Kind.CLAIMS);
            }
        }
    }

    @Test
    void aClaimWithoutAnAnswerIsATroubleBeforeItFails() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        Thread claims = new Thread(() -> {
            try {
                progress.watching(request -> {
                            answer.await();
                            return new ClaimResult(List.of(), 0, 1, null, null, "0", 0);
                        })
                        .claim(null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        claims.start();
        eventually(() -> assertThat(progress.claimUnderWaySince()).isNotNull());

        assertThat(after(31))
                .extracting(Problem::text)
                .containsExactly("claims have failed since 01:53:29 UTC: a claim has had no response");
        answer.countDown();
        claims.join();
        assertThat(after(1)).isEmpty();
    }

    @Test
    void withoutAHeartbeatNothingIsClaimed() {
        leaseHolds.set(false);
        assertThat(after(0)).isEmpty();
        assertThat(after(31))
                .extracting(Problem::text)
                .containsExactly("claims have failed since 01:53:29 UTC: the heartbeat could not be stored");
    }

    @Test
    void recordsThatFailOrHangAreSaid() {
        trouble.recordFailed("relation \"courier.delivery_attempt\" does not exist");
        assertThat(after(31)).extracting(Problem::kind).containsExactly(Problem.Kind.RECORDS);
        trouble.recordWorked();
        assertThat(after(1)).isEmpty();

        unrecorded.set(3);
        assertThat(after(1)).isEmpty();
        assertThat(after(31)).extracting(Problem::kind).containsExactly(Problem.Kind.RECORDS);
        progress.recorded(null, false, null);
        assertThat(after(1)).isEmpty();
    }

    @Test
    void lockedDueRowsAreReportedWhenNoneIsClaimed() throws Exception {
        String id = database.insertEvent(row -> row.runAt(Instant.now().minusSeconds(600)));
        try (Connection other = database.dataSource().getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("SELECT FROM \"WebhookEvent\" WHERE \"id\" = '" + id + "' FOR UPDATE");

            assertThat(after(44)).isEmpty();
            assertThat(examination.lockedRows()).isEqualTo(1);
            assertThat(after(2))
                    .extracting(Problem::text)
                    .containsExactly("1 due and not claimed since 01:53:14 UTC: 1 of them is locked by another"
                            + " transaction");
            running.set(1);
            assertThat(after(1)).as("while something is delivered").isEmpty();
        }
    }

    @Test
    void aDueRowThatTheDatabaseRefusesIsNamedWhenNothingElseIsTaken() {
        database.insertEvent(row -> row.runAt(Instant.now().minusSeconds(600)));
        trouble.rowRefused("event-1", "ERROR: not this one");

        assertThat(after(46))
                .extracting(Problem::text)
                .containsExactly("1 due and not claimed since 01:53:14 UTC: the database refuses event-1: ERROR: not"
                        + " this one");
    }

    @Test
    void whoHoldsALockedTableIsSaid() throws Exception {
        trouble.claimFailed("canceling statement due to lock timeout");
        try (Connection other = database.dataSource().getConnection();
                Statement lock = other.createStatement();
                Connection claim = connections.connect("claims")) {
            other.setAutoCommit(false);
            lock.execute("SET application_name = 'migration'; LOCK TABLE \"WebhookEvent\"");
            int pid = other.unwrap(PGConnection.class).getBackendPID();
            Thread waiting = new Thread(() -> wait(claim));
            waiting.start();

            eventually(() -> assertThat(examination.examine(
                            nanos.addAndGet(Duration.ofSeconds(11).toNanos())))
                    .extracting(Problem::text)
                    .anySatisfy(text -> assertThat(text)
                            .endsWith("UTC: it waits for a lock on \"WebhookEvent\" that process " + pid
                                    + " (migration) holds, idle in transaction")));
            other.rollback();
            waiting.join();
        }
    }

    private static void wait(Connection claim) {
        try (Statement statement = claim.createStatement()) {
            statement.execute("SELECT count(*) FROM \"WebhookEvent\"");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private WorkExamination examination(Reachability reachability) {
        return new WorkExamination(
                reachability,
                trouble,
                progress,
                new WorkExamination.Worker(running::get, unrecorded::get, leaseHolds::get),
                queue,
                new Waits(() -> connections.connect("watch"), "CRM"),
                InstantSource.fixed(Instant.parse("2026-11-27T01:54:00Z")));
    }

    private List<Problem> after(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        queue.refresh();
        return examination.examine(nanos.get());
    }
}
