package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Scene;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The guard against duplicates (contract, section 4). */
class DuplicatesTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.queue.poll-interval", "10ms"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void anEventThatIsEnqueuedTwiceIsPostedOnce() {
        String workspace = scene.workspace();
        String enqueue = "SELECT * FROM courier.enqueue('lead_created', ?, 'lead-1', '{\"a\": 1}', seed => 's')";
        Map<String, Object> first = scene.database().query(enqueue, workspace).get(0);
        Map<String, Object> second = scene.database().query(enqueue, workspace).get(0);
        String id = (String) first.get("id");
        scene.awaitStatus(id, "SUCCEEDED");
        Map<String, Object> third = scene.database().query(enqueue, workspace).get(0);

        assertThat(first).containsEntry("queued", true);
        assertThat(second).containsEntry("queued", false).containsEntry("id", id);
        assertThat(third).containsEntry("queued", false).containsEntry("id", id);
        assertThat(scene.database().row(id))
                .containsEntry("status", "SUCCEEDED")
                .containsEntry("attempts", 1);
        assertThat(scene.receiver().requests(id)).hasSize(1);
        assertThat(scene.receiver().requests(id).get(0).text())
                .contains("\"dedupeKey\":\"" + first.get("dedupe_key") + "\"", "\"row\":{\"a\":1}");
    }

    @RepeatedTest(5)
    void aDeliveredRowThatTheApplicationsUpsertResetsIsADuplicate() {
        String id = scene.event(row -> {});
        scene.awaitStatus(id, "SUCCEEDED");
        upsert(id);
        scene.awaitAttempts(id, 2);

        assertThat(scene.receiver().requests(id)).hasSize(1);
        assertThat(scene.database().row(id))
                .containsEntry("status", "SUCCEEDED")
                .containsEntry("lastError", null)
                .containsEntry("lockedBy", null);
        assertThat(outcomes(id)).containsExactly("DELIVERED", "DUPLICATE");
    }

    @RepeatedTest(5)
    void aRowThatIsResetDuringItsDeliveryIsPostedOnce() {
        CountDownLatch release = new CountDownLatch(1);
        String id = scene.eventAnswered(row -> {}, Answer.status(200).heldUntil(release));
        eventually(() -> assertThat(scene.receiver().requests(id)).hasSize(1));
        upsert(id);
        eventually(() -> assertThat(scene.database().row(id))
                .as("claimed a second time, and set aside")
                .containsEntry("status", "RUNNING"));
        release.countDown();
        scene.awaitStatus(id, "SUCCEEDED");
        scene.awaitAttempts(id, 2);

        assertThat(scene.receiver().requests(id)).hasSize(1);
        assertThat(outcomes(id)).containsExactlyInAnyOrder("DELIVERED", "DUPLICATE");
    }

    @RepeatedTest(20)
    void aResetAtAnyMomentOfADeliveryLeadsToOnePost() {
        String id = scene.event(row -> {});
        // No waiting for anything: wherever the delivery is by now, a reset must not make it two.
        eventually(() -> assertThat(scene.database()
                        .update(
                                "UPDATE \"WebhookEvent\" SET \"status\" = 'PENDING', \"lockedBy\" = NULL,"
                                        + " \"attempts\" = 0 WHERE \"id\" = ? AND \"status\" <> 'PENDING'",
                                id))
                .isEqualTo(1));
        scene.awaitAttempts(id, 2);
        scene.awaitStatus(id, "SUCCEEDED");

        assertThat(scene.receiver().requests(id)).hasSize(1);
    }

    @Test
    void onlyADeliveredKeyIsGuardedAndNotASkippedOrFailedOne() {
        String id = scene.eventAnswered(row -> {}, Answer.status(400), Answer.status(200));
        scene.awaitStatus(id, "FAILED");
        upsert(id);

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(outcomes(id)).containsExactly("FAILED", "DELIVERED");
    }

    @Test
    void aKeyIsStoredTogetherWithTheSuccessOfItsRow() {
        String key = "crm:" + UUID.randomUUID();
        String id = scene.event(row -> row.dedupeKey(key));
        scene.awaitStatus(id, "SUCCEEDED");

        List<Map<String, Object>> keys =
                scene.database().query("SELECT * FROM courier.delivered_key WHERE dedupe_key = ?", key);
        assertThat(keys).singleElement().satisfies(row -> assertThat(row).containsEntry("webhook_event_id", id));
        assertThat(scene.database()
                        .value(
                                "SELECT k.xmin = e.xmin AND a.xmin = e.xmin FROM courier.delivered_key k,"
                                        + " courier.delivery_attempt a, \"WebhookEvent\" e WHERE k.dedupe_key = ?"
                                        + " AND a.webhook_event_id = ? AND e.\"id\" = ?",
                                key,
                                id,
                                id))
                .as("one transaction wrote row, log and key")
                .isEqualTo(true);
    }

    /** What the application does when an event is enqueued twice. */
    private static void upsert(String id) {
        scene.database()
                .update(
                        "UPDATE \"WebhookEvent\" SET \"status\" = 'PENDING', \"runAt\" = now() AT TIME ZONE 'UTC',"
                                + " \"attempts\" = 0, \"lockedAt\" = NULL, \"lockedBy\" = NULL, \"startedAt\" = NULL,"
                                + " \"finishedAt\" = NULL, \"lastError\" = NULL WHERE \"id\" = ?",
                        id);
    }

    private static List<Object> outcomes(String id) {
        return scene.database().attempts(id).stream()
                .map(attempt -> attempt.get("outcome"))
                .toList();
    }
}
