package io.webhookcourier.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.database.Sql;
import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.operations.StaleRelease.Released;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.support.TestDatabase;
import io.webhookcourier.worker.WorkerWatch;
import io.webhookcourier.worker.WorkerWatch.Beat;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By hand; the scenarios about locks test what the service does automatically. */
class StaleReleaseTest {

    private static final Operator ADA = new Operator("ada", null);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong();
    private boolean mayJudgeOthers = true;
    private final WorkerWatch watch = new WorkerWatch(nanos::get, "me/1", LEASE, TEN_MINUTES, () -> mayJudgeOthers);
    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void staleLocksAndThoseOfDeadWorkersAreReleasedAndLivingOnesStay() throws SQLException {
        worker("dead/1");
        worker("alive/1");
        watchHeartbeats();
        nanos.addAndGet(LEASE.toNanos());
        beat("alive/1");
        watchHeartbeats();
        locked("stale", 660, "alive/1/c", 1);
        locked("dead", 5, "dead/1/c", 1);
        locked("used-up", 660, "alive/1/c", 8);
        locked("living", 5, "alive/1/c", 1);

        List<Released> released = release(true).release(ADA);

        assertThat(released)
                .containsExactlyInAnyOrder(
                        new Released("stale_lock", false, 1),
                        new Released("dead_worker", false, 1),
                        new Released("stale_lock", true, 1));
        assertThat(database.row("stale")).containsEntry("status", "PENDING");
        assertThat(database.row("dead")).containsEntry("status", "PENDING");
        assertThat(database.row("used-up")).containsEntry("status", "FAILED");
        assertThat(database.row("living")).containsEntry("status", "RUNNING");
        assertThat(database.query("SELECT actor, action, detail->>'rows' AS rows FROM courier.audit"))
                .singleElement()
                .satisfies(audit -> assertThat(audit)
                        .containsEntry("actor", "ada")
                        .containsEntry("action", "release")
                        .containsEntry("rows", "3"));
    }

    @Test
    void aWorkerThatBeatsAgainInTheLastMomentKeepsItsRows() throws SQLException {
        worker("paused/1");
        locked("in-hand", 5, "paused/1/c", 1);
        watchHeartbeats();
        nanos.addAndGet(LEASE.toNanos());
        assertThat(watch.dead()).hasSize(1);

        beat("paused/1");

        assertThat(release(true).release(ADA)).isEmpty();
        assertThat(deadWorkers().forget()).isEmpty();
        assertThat(database.row("in-hand")).containsEntry("status", "RUNNING");
    }

    @Test
    void whereNothingIsStaleThereIsNoAudit() throws SQLException {
        assertThat(release(true).release(ADA)).isEmpty();
        assertThat(database.value("SELECT count(*) FROM courier.audit")).isEqualTo(0L);
    }

    @Test
    void aWorkerThatWasAwayItselfReleasesNothing() {
        locked("stale", 660, "alive/1/c", 1);

        assertThatThrownBy(() -> release(false).release(ADA))
                .isInstanceOf(OperationRefusedException.class)
                .hasMessageContaining("try again in a minute");
        assertThat(database.row("stale")).containsEntry("status", "RUNNING");
    }

    private StaleRelease release(boolean mayJudgeOthers) {
        this.mayJudgeOthers = mayJudgeOthers;
        return new StaleRelease(
                database.dataSource(), QueueFixtures.STATEMENTS, List.of("CRM"), TEN_MINUTES, "me", watch);
    }

    private DeadWorkers deadWorkers() {
        return new DeadWorkers(database.dataSource(), List.of(QueueTable.APPLICATION), watch);
    }

    private void locked(String id, int secondsAgo, String by, int attempts) {
        database.insertEvent(row ->
                row.id(id).locked(Instant.now().minusSeconds(secondsAgo), by).attempts(attempts));
    }

    private void worker(String id) {
        database.update(
                "INSERT INTO courier.worker (id, instance_id, started_at, heartbeat_at, expires_at)"
                        + " VALUES (?, 'w', now(), now(), now() + interval '30 seconds')",
                id);
    }

    private void beat(String id) {
        database.update("UPDATE courier.worker SET heartbeat_at = clock_timestamp() WHERE id = ?", id);
    }

    private void watchHeartbeats() {
        watch.observe(
                0,
                database.query(Sql.statement("maintenance/read-heartbeats")).stream()
                        .map(row ->
                                new Beat((String) row.get("id"), (String) row.get("heartbeat"), Duration.ofMillis((Long)
                                        row.get("lease_millis"))))
                        .toList());
    }
}
