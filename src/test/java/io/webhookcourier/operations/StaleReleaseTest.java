package io.webhookcourier.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.operations.StaleRelease.Released;
import io.webhookcourier.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By hand; what the service does by itself is told in the scenarios about locks. */
class StaleReleaseTest {

    private static final Operator ADA = new Operator("ada", null);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

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
        worker("dead/1", "-1 second");
        worker("alive/1", "1 minute");
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
        return new StaleRelease(database.dataSource(), List.of("CRM"), TEN_MINUTES, "me", () -> mayJudgeOthers);
    }

    private void locked(String id, int secondsAgo, String by, int attempts) {
        database.insertEvent(row ->
                row.id(id).locked(Instant.now().minusSeconds(secondsAgo), by).attempts(attempts));
    }

    private void worker(String id, String expiry) {
        // No time between heartbeat and expiry, which a server that was just started would grant once more.
        database.update(
                "INSERT INTO courier.worker VALUES (?, 'w', 'host', 1, '1', now(), now() + ?::interval, now() +"
                        + " ?::interval)",
                id,
                expiry,
                expiry);
    }
}
