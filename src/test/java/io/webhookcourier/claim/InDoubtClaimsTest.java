package io.webhookcourier.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InDoubtClaimsTest {

    private static TestDatabase database;

    private final AtomicLong nanos = new AtomicLong();
    private final InDoubtClaims claims = new InDoubtClaims(database.dataSource(), QueueFixtures.STATEMENTS, nanos::get);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void rowsOfTheTokenAreReleasedWithoutCountingTheAttempt() {
        Instant runAt = Instant.parse("2026-03-01T10:00:00Z");
        String id = database.insertEvent(
                row -> row.runAt(runAt).locked(Instant.now(), "w/b/1").attempts(3));
        String other =
                database.insertEvent(row -> row.locked(Instant.now(), "w/b/11").attempts(3));
        claims.add("w/b/1");
        claims.undo();

        assertThat(database.row(id))
                .containsEntry("status", "PENDING")
                .containsEntry("attempts", 2)
                .containsEntry("lockedBy", null)
                .containsEntry("lockedAt", null)
                .containsEntry("startedAt", null)
                .containsEntry("runAt", runAt);
        assertThat(database.row(other)).containsEntry("status", "RUNNING");
    }

    @Test
    void aStatementThatCommitsLateIsUndoneToo() {
        claims.add("w/b/2");
        claims.undo();
        String id = lockedBy("w/b/2");
        claims.undo();
        assertThat(status(id)).as("asked a moment ago").isEqualTo("RUNNING");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        claims.undo();
        assertThat(status(id)).isEqualTo("PENDING");

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        claims.undo();
        String muchLater = lockedBy("w/b/2");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        claims.undo();
        assertThat(status(muchLater)).as("forgotten by now").isEqualTo("RUNNING");
    }

    @Test
    void theLastTryIsMadeWheneverTheOneBeforeWas() {
        claims.add("w/b/3");
        claims.undo();
        String id = lockedBy("w/b/3");
        claims.undoNow();

        assertThat(status(id)).isEqualTo("PENDING");
    }

    @Test
    void aDatabaseThatIsAwayIsAskedAgain() {
        TestDatabase gone = TestDatabase.create();
        InDoubtClaims waiting = new InDoubtClaims(gone.dataSource(), QueueFixtures.STATEMENTS, nanos::get);
        gone.close();
        waiting.add("w/b/4");

        waiting.undo();
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        waiting.undo();
    }

    private static String lockedBy(String token) {
        return database.insertEvent(row -> row.locked(Instant.now(), token).attempts(1));
    }

    private static String status(String id) {
        Map<String, Object> row = database.row(id);
        return (String) row.get("status");
    }
}
