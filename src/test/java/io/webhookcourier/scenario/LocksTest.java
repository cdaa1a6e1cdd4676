package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a program left RUNNING, and rows that were taken from their worker (contract, section 3). */
class LocksTest {

    private static final String RELEASED = "Released stale RUNNING lock";
    private static final String USED_UP = "Released stale RUNNING lock; the last attempt may not have been sent";

    private static final Duration DEAD_AFTER = Duration.ofSeconds(5);

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of(
                "courier.queue.stale-lock", "60s",
                "courier.instance-id", "worker-a",
                "courier.delivery.timeout", "2500ms",
                "courier.queue.dead-worker-after", DEAD_AFTER.toSeconds() + "s"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    /** Whenever a worker has died all locks are looked at, which otherwise happens every ten seconds. */
    @BeforeEach
    void letAWorkerDie() {
        worker("nobody-" + UUID.randomUUID() + "/boot", Duration.ofSeconds(-1));
    }

    @Test
    void aStaleRowIsReleasedAndDelivered() {
        Instant longAgo = Instant.now().minus(Duration.ofSeconds(70));
        String id = scene.event(row -> row.locked(longAgo, "earlier-worker").attempts(2));
        scene.awaitStatus(id, "SUCCEEDED");

        List<Map<String, Object>> attempts = scene.database().attempts(id);
        assertThat(attempts).extracting(a -> a.get("outcome")).containsExactly("RELEASED", "DELIVERED");
        assertThat(attempts.get(0))
                .containsEntry("error", RELEASED)
                .containsEntry("attempt", 2)
                .containsEntry("provider", "CRM")
                .containsEntry("worker", "worker-a");
        assertThat(scene.database().row(id))
                .as("the attempt of the lost worker counts")
                .containsEntry("attempts", 3);
    }

    @Test
    void aReleasedRowLooksAsTheContractSays() {
        Instant longAgo = Instant.now().minus(Duration.ofSeconds(70));
        pause("held-back");
        String id = scene.database().insertEvent(row -> row.workspaceId("held-back")
                .runAt(longAgo)
                .locked(longAgo, "earlier-worker")
                .attempts(1));

        Map<String, Object> row = scene.awaitStatus(id, "PENDING");
        assertThat(row)
                .containsEntry("lockedAt", null)
                .containsEntry("lockedBy", null)
                .containsEntry("startedAt", null)
                .containsEntry("lastError", RELEASED)
                .containsEntry("attempts", 1);
        assertThat((Instant) row.get("runAt")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat(row.get("updatedAt")).isEqualTo(row.get("runAt"));
    }

    @Test
    void aStaleRowWithoutAttemptsLeftFails() {
        Instant longAgo = Instant.now().minus(Duration.ofSeconds(70));
        String id = scene.event(
                row -> row.locked(longAgo, "earlier-worker").attempts(8).maxAttempts(8));

        Map<String, Object> row = scene.awaitStatus(id, "FAILED");
        assertThat(row)
                .containsEntry("lastError", USED_UP)
                .containsEntry("lockedBy", null)
                .containsEntry("lockedAt", null);
        assertThat(row.get("finishedAt")).isNotNull();
        assertThat(scene.receiver().requests(id)).isEmpty();
        assertThat(scene.database().attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "RELEASED")
                .containsEntry("error", USED_UP)
                .containsEntry("next_run_at", null));
    }

    @Test
    void aDeadWorkersRowIsReleasedBeforeItsLockIsStale() {
        double before = scene.courier().metric("courier_locks_released_total{reason=\"dead_worker\"}");
        worker("dead/boot", Duration.ofSeconds(-1));
        worker("alive/boot", Duration.ofSeconds(60));
        Instant justNow = Instant.now().minus(Duration.ofSeconds(20));
        String ofTheDead = scene.event(row -> row.locked(justNow, "dead/boot/" + UUID.randomUUID()));
        String ofTheLiving = scene.event(row -> row.locked(justNow, "alive/boot/" + UUID.randomUUID()));
        String ofASimilarName = scene.event(row -> row.locked(justNow, "dead/boots/" + UUID.randomUUID()));
        String ofTheEarlierWorker = scene.event(row -> row.locked(justNow, "dead"));

        scene.awaitStatus(ofTheDead, "SUCCEEDED");
        for (String left : List.of(ofTheLiving, ofASimilarName, ofTheEarlierWorker)) {
            assertThat(scene.database().row(left)).containsEntry("status", "RUNNING");
        }
        assertThat(scene.courier().metric("courier_locks_released_total{reason=\"dead_worker\"}"))
                .isEqualTo(before + 1);
    }

    @Test
    void rowsOfAProviderThatIsNotNamedAreNeverTouched() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(1));
        worker("dead-too/boot", Duration.ofSeconds(-1));
        String due = scene.event(row -> row.provider("INBOXXIA").runAt(longAgo));
        String stale = scene.event(row -> row.provider("INBOXXIA").locked(longAgo, "dead-too/boot/x"));
        Map<String, Object> dueBefore = scene.database().row(due);
        Map<String, Object> staleBefore = scene.database().row(stale);

        // A row of ours that is released and delivered later shows that both had their chance.
        String ours = scene.event(row -> row.locked(longAgo, "somebody"));
        scene.awaitStatus(ours, "SUCCEEDED");
        assertThat(scene.database().row(due)).isEqualTo(dueBefore);
        assertThat(scene.database().row(stale)).isEqualTo(staleBefore);
        assertThat(scene.receiver().requests(due)).isEmpty();
    }

    @Test
    void aWorkerThatLostItsRowChangesNothingButWritesDownWhatHappened() {
        CountDownLatch release = new CountDownLatch(1);
        String id = scene.eventAnswered(
                row -> row.dedupeKey("crm:lost"), Answer.status(200).heldUntil(release));
        eventually(() -> assertThat(scene.receiver().requests(id)).hasSize(1));
        scene.database().update("UPDATE \"WebhookEvent\" SET \"lockedBy\" = 'another' WHERE \"id\" = ?", id);
        Map<String, Object> before = scene.database().row(id);
        double lost = scene.courier().metric("courier_locks_lost_total");
        release.countDown();
        scene.awaitAttempts(id, 1);

        assertThat(scene.database().row(id)).isEqualTo(before);
        assertThat(scene.database().attempts(id).get(0)).containsEntry("outcome", "DELIVERED");
        assertThat(scene.database()
                        .value("SELECT webhook_event_id FROM courier.delivered_key WHERE dedupe_key = ?", "crm:lost"))
                .isEqualTo(id);
        eventually(() ->
                assertThat(scene.courier().metric("courier_locks_lost_total")).isEqualTo(lost + 1));
    }

    @Test
    void aFailureOfAWorkerThatLostItsRowSchedulesNothing() {
        CountDownLatch release = new CountDownLatch(1);
        String id = scene.eventAnswered(row -> {}, Answer.status(500).heldUntil(release));
        eventually(() -> assertThat(scene.receiver().requests(id)).hasSize(1));
        scene.database()
                .update(
                        "UPDATE \"WebhookEvent\" SET \"status\" = 'SUCCEEDED', \"lockedBy\" = NULL WHERE \"id\" = ?",
                        id);
        Map<String, Object> before = new HashMap<>(scene.database().row(id));
        release.countDown();
        scene.awaitAttempts(id, 1);

        assertThat(scene.database().row(id)).isEqualTo(before);
    }

    @Test
    void theOwnerTokenNamesTheWorkerAndIsFreshForEveryClaim() {
        CountDownLatch release = new CountDownLatch(1);
        String one = scene.eventAnswered(row -> {}, Answer.status(200).heldUntil(release));
        eventually(() -> assertThat(scene.receiver().requests(one)).hasSize(1));
        String other = scene.eventAnswered(row -> {}, Answer.status(200).heldUntil(release));
        eventually(() -> assertThat(scene.receiver().requests(other)).hasSize(1));
        String tokenOfOne = (String) scene.database().row(one).get("lockedBy");
        String tokenOfOther = (String) scene.database().row(other).get("lockedBy");
        release.countDown();

        assertThat(tokenOfOne).startsWith("worker-a/").isNotEqualTo(tokenOfOther);
        assertThat(tokenOfOther).startsWith(tokenOfOne.substring(0, tokenOfOne.lastIndexOf('/') + 1));
        assertThat(scene.database().query("SELECT * FROM courier.worker WHERE instance_id = 'worker-a'"))
                .singleElement()
                .satisfies(worker -> {
                    assertThat(tokenOfOne).startsWith(worker.get("id") + "/");
                    assertThat(Duration.between(
                                    (Instant) worker.get("heartbeat_at"), (Instant) worker.get("expires_at")))
                            .isEqualTo(DEAD_AFTER);
                });
    }

    private static void worker(String id, Duration expiresIn) {
        scene.database()
                .update(
                        "INSERT INTO courier.worker (id, instance_id, started_at, heartbeat_at, expires_at)"
                                + " VALUES (?, 'x', now(), now(), now() + ? * interval '1 second')",
                        id,
                        expiresIn.toSeconds());
    }

    private static void pause(String workspace) {
        scene.database().update("INSERT INTO courier.pause (workspace_id) VALUES (?)", workspace);
    }
}
