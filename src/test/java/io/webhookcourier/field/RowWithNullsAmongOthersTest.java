package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application allowed NULL where the service once took a value for granted: the row ends alone, others are delivered. */
class RowWithNullsAmongOthersTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        TestDatabase database = TestDatabase.create();
        for (String column : List.of("eventType", "dedupeKey", "attempts", "maxAttempts", "createdAt", "updatedAt")) {
            database.update("ALTER TABLE \"WebhookEvent\" ALTER \"" + column + "\" DROP NOT NULL");
        }
        scene = Scene.start(database, Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void aRowWithoutEventTypeFailsAndOthersAreDelivered() {
        String odd = amongOthers("eventType");
        assertThat(scene.awaitStatus(odd, "FAILED")).containsEntry("lastError", "unsupported_crm_event_type:");
    }

    @Test
    void aRowWhosePayloadNamesTheEventTypeIsDelivered() {
        String odd = scene.event(row -> row.runAt(Instant.now().plusSeconds(600)));
        database()
                .update(
                        "UPDATE \"WebhookEvent\" SET \"eventType\" = NULL, \"runAt\" = now() AT TIME ZONE 'UTC' WHERE \"id\" = ?",
                        odd);
        scene.awaitStatus(odd, "SUCCEEDED");
        assertThat(scene.receiver().requests(odd)).hasSize(1);
    }

    @Test
    void aRowWithoutDedupeKeyFailsAndOthersAreDelivered() {
        String odd = amongOthers("dedupeKey");
        assertThat((String) scene.awaitStatus(odd, "FAILED").get("lastError")).startsWith("missing_dedupe_key");
        assertThat(scene.receiver().requests(odd)).isEmpty();
        assertThat(database().attempts(odd)).hasSize(1);
    }

    @Test
    void aRowWithoutCreationTimeAndTimeOfTheEventFails() {
        String odd = amongOthers("createdAt");
        assertThat((String) scene.awaitStatus(odd, "FAILED").get("lastError")).startsWith("missing_occurred_at");
    }

    @Test
    void aRowWithoutCountsIsDeliveredLikeOthers() {
        String odd = amongOthers("attempts");
        assertThat(scene.awaitStatus(odd, "SUCCEEDED")).containsEntry("attempts", 1);
        scene.awaitStatus(amongOthers("maxAttempts"), "SUCCEEDED");
        scene.awaitStatus(amongOthers("updatedAt"), "SUCCEEDED");
    }

    private static TestDatabase database() {
        return scene.database();
    }

    /** A row with NULL in this column in the middle of others that become due together, and are delivered. */
    private static String amongOthers(String column) {
        String odd = UUID.randomUUID().toString();
        Neighbours neighbours = Neighbours.notDue(scene, odd);
        database()
                .update(
                        "UPDATE \"WebhookEvent\" SET \"" + column + "\" = NULL"
                                + (column.equals("eventType") ? ", \"raw\" = \"raw\" - 'eventType'" : "")
                                + " WHERE \"id\" = ?",
                        odd);
        neighbours.becomeDue();
        neighbours.awaitDelivered();
        return odd;
    }
}
