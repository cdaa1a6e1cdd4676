package io.webhookcourier.record;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.LastErrorWidth;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.RetrySchedule;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.QueueFixtures;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.TestDatabase;
import io.webhookcourier.worker.Trouble;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the recorder makes of a database that does not take everything at once. */
class RecorderTest {

    private static TestDatabase database;

    private final DatabaseClock clock = new DatabaseClock(System::nanoTime);
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private Recorder recorder;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        database.update("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF new.error = 'unspeakable' THEN
                        RAISE EXCEPTION 'not this text' USING ERRCODE = '22021';
                    ELSIF new.webhook_event_id = 'unwanted' THEN
                        RAISE EXCEPTION 'not this row' USING ERRCODE = '23514';
                    END IF;
                    RETURN new;
                END $$""");
        database.update(
                "CREATE TRIGGER refuse BEFORE INSERT ON courier.delivery_attempt FOR EACH ROW EXECUTE FUNCTION refuse()");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void startRecorder() {
        clock.observe(Instant.now().toEpochMilli() * 1_000, System.nanoTime());
        recorder = new Recorder(
                writer(database),
                new RetrySchedule(Duration.ofSeconds(2), 2, Duration.ofMinutes(15), Duration.ZERO, new Random(1)),
                clock,
                (attempt, lockLost, at) -> {
                    recorded.add(attempt.event().id());
                    if (lockLost) {
                        lost.add(attempt.event().id());
                    }
                },
                100,
                new Trouble(System::nanoTime));
    }

    @AfterEach
    void stopRecorder() {
        recorder.close(Duration.ofSeconds(1));
    }

    @Test
    void aRefusedTextIsDroppedAndAffectsNoOtherRow() {
        List<Claim> others = claims(20);
        Claim refused = claim(id());
        recorder.record(others.get(0), Verdict.delivered(200, null));
        recorder.record(refused, Verdict.retry(Reason.other("unspeakable")));
        others.subList(1, 20).forEach(claim -> recorder.record(claim, Verdict.delivered(200, null)));
        recorder.start();
        awaitRecorded(21);

        others.forEach(claim -> assertThat(status(claim)).isEqualTo("SUCCEEDED"));
        assertThat(database.row(refused.event().id()))
                .containsEntry("status", "PENDING")
                .containsEntry("lastError", "the database refused the error's text");
        assertThat(database.attempts(refused.event().id())).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "RETRY")
                .containsEntry("error", "the database refused the error's text"));
        assertThat(recorder.close(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void aRefusedRowIsRetriedAndDelaysNoOthers() {
        try (LogLines log = new LogLines()) {
            Claim unwanted = claim("unwanted");
            List<Claim> others = claims(5);
            recorder.record(unwanted, Verdict.delivered(200, "x"));
            others.forEach(claim -> recorder.record(claim, Verdict.delivered(200, null)));
            recorder.start();
            awaitRecorded(5);

            others.forEach(claim -> assertThat(status(claim)).isEqualTo("SUCCEEDED"));
            assertThat(status(unwanted)).isEqualTo("RUNNING");
            eventually(() ->
                    assertThat(log.texts()).anyMatch(line -> line.startsWith("ERROR") && line.contains("unwanted")));
            assertThat(recorder.backlog()).isEqualTo(1);
            assertThat(recorder.close(Duration.ofMillis(100)))
                    .as("something is left")
                    .isFalse();
        }
    }

    @Test
    void aLockedRowWaitsAloneAndIsRecordedWhenItsLockIsGone() throws Exception {
        Claim locked = claim(id());
        List<Claim> others = claims(10);
        try (Connection application = database.dataSource().getConnection()) {
            application.setAutoCommit(false);
            TestDatabase.query(
                    application,
                    "SELECT 1 FROM \"WebhookEvent\" WHERE \"id\" = ? FOR UPDATE",
                    locked.event().id());
            recorder.record(locked, Verdict.delivered(200, null));
            others.forEach(claim -> recorder.record(claim, Verdict.delivered(200, null)));
            recorder.start();
            awaitRecorded(10);
            others.forEach(claim -> assertThat(status(claim)).isEqualTo("SUCCEEDED"));
            assertThat(status(locked)).isEqualTo("RUNNING");
            assertThat(recorder.backlog()).isEqualTo(1);
            application.rollback();
        }
        awaitRecorded(11);
        assertThat(status(locked)).isEqualTo("SUCCEEDED");
        assertThat(recorder.backlog()).isZero();
    }

    @Test
    void aLockedRowIsRecordedInTimeHoweverManyOthersGetLocked() throws Exception {
        Claim first = claim(id());
        List<Claim> more = claims(12);
        try (Connection application = database.dataSource().getConnection();
                Connection another = database.dataSource().getConnection()) {
            application.setAutoCommit(false);
            another.setAutoCommit(false);
            lock(application, first);
            for (Claim claim : more) {
                lock(another, claim);
            }
            Claim free = claim(id());
            recorder.record(first, Verdict.delivered(200, null));
            recorder.record(free, Verdict.delivered(200, null));
            recorder.start();
            awaitRecorded(1);
            assertThat(recorded)
                    .as("the first is set aside")
                    .containsExactly(free.event().id());
            application.rollback();
            Iterator<Claim> next = more.iterator();
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                recorder.record(next.next(), Verdict.delivered(200, null));
                return recorded.contains(first.event().id());
            });
            another.rollback();
        }
    }

    @Test
    void aRepeatedRecordChangesNothingAndDelaysNoOthers() {
        Claim again = claim(id());
        recorder.record(again, Verdict.delivered(200, null));
        recorder.start();
        awaitRecorded(1);
        Map<String, Object> row = database.row(again.event().id());

        List<Claim> others = claims(10);
        recorder.record(again, Verdict.delivered(200, null));
        others.forEach(claim -> recorder.record(claim, Verdict.delivered(200, null)));
        awaitRecorded(11);

        others.forEach(claim -> assertThat(status(claim)).isEqualTo("SUCCEEDED"));
        assertThat(database.row(again.event().id())).isEqualTo(row);
        assertThat(database.attempts(again.event().id())).hasSize(1);
        assertThat(lost).isEmpty();
    }

    @Test
    void outcomesOfTwoClaimsOfOneRowAreDistinguished() {
        Claim current = claim(id());
        ClaimedEvent event = current.event();
        Claim outdated = new Claim(
                QueueFixtures.event(event.id(), event.dedupeKey(), "w", "worker/boot/" + UUID.randomUUID()),
                current.lane(),
                current.workspace(),
                false,
                0,
                false,
                false);
        List<Boolean> lostOnes = new ArrayList<>();
        Recorder both = new Recorder(
                writer(database),
                new RetrySchedule(Duration.ofSeconds(2), 2, Duration.ofMinutes(15), Duration.ZERO, new Random(1)),
                clock,
                (attempt, lockLost, at) -> lostOnes.add(lockLost),
                100,
                new Trouble(System::nanoTime));
        both.record(outdated, Verdict.delivered(200, null));
        both.record(current, Verdict.duplicate());
        both.start();
        assertThat(both.close(Duration.ofSeconds(10))).isTrue();

        assertThat(lostOnes).containsExactlyInAnyOrder(true, false);
        assertThat(status(current)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aDatabaseThatIsAwayLosesNothing() {
        TestDatabase away = TestDatabase.create();
        String id = away.insertEvent(row -> row.locked(Instant.now(), "worker/boot/" + UUID.randomUUID()));
        String token = (String) away.row(id).get("lockedBy");
        away.update("ALTER TABLE courier.delivery_attempt RENAME TO moved");
        Recorder patient = new Recorder(
                writer(away),
                new RetrySchedule(Duration.ofSeconds(2), 2, Duration.ofMinutes(15), Duration.ZERO, new Random(1)),
                clock,
                (attempt, lockLost, at) -> recorded.add(attempt.event().id()),
                100,
                new Trouble(System::nanoTime));
        patient.start();
        try (LogLines log = new LogLines()) {
            patient.record(
                    new Claim(QueueFixtures.event(id, "key", "w", token), "CRM/w", "w", false, 0, false, false),
                    Verdict.delivered(200, null));
            eventually(() -> assertThat(log.texts()).anyMatch(line -> line.contains("could not be recorded")));
            assertThat(patient.backlog()).isEqualTo(1);
            away.update("ALTER TABLE courier.moved RENAME TO delivery_attempt");
            eventually(() -> assertThat(away.row(id)).containsEntry("status", "SUCCEEDED"));
        }
        assertThat(patient.close(Duration.ofSeconds(5))).isTrue();
        away.close();
    }

    private RecordWriter writer(TestDatabase target) {
        return new RecordWriter(
                target.dataSource(),
                QueueFixtures.STATEMENTS,
                clock,
                "test",
                Duration.ofMillis(250),
                new LastErrorWidth(target.dataSource(), QueueTable.APPLICATION));
    }

    private void awaitRecorded(int count) {
        eventually(() -> assertThat(recorded).hasSize(count));
    }

    private static void lock(Connection connection, Claim claim) throws Exception {
        TestDatabase.query(
                connection,
                "SELECT 1 FROM \"WebhookEvent\" WHERE \"id\" = ? FOR UPDATE",
                claim.event().id());
    }

    private static List<Claim> claims(int count) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            claims.add(claim(id()));
        }
        return claims;
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    /** A row that this worker has claimed, and the claim. */
    private static Claim claim(String id) {
        Claim claim = QueueFixtures.claim(id, "w", 0);
        database.insertEvent(row -> row.id(id)
                .dedupeKey(claim.event().dedupeKey())
                .attempts(1)
                .locked(Instant.now(), claim.event().ownerToken()));
        return claim;
    }

    private static String status(Claim claim) {
        return (String) database.row(claim.event().id()).get("status");
    }
}
