package io.webhookcourier.isolation;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payloads that are small in the table and large in fact: each ends its own row only. */
class PayloadBombsTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.delivery.payload-limit", "256KB"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void numbersThatBecomeHundredsOfMegabytesFailAtTheFirstAttempt() {
        String id = scene.event(row -> row.raw(inRow(numbers("1e131071", 1_500))));
        String larger = scene.event(row -> row.raw(inRow(numbers("1e131071", 9_000))));
        String shorter = scene.event(row -> row.raw(inRow(numbers("1e131071", 40))));
        String fractions = scene.event(row -> row.raw(inRow(numbers("1e-16383", 100))));

        assertFailed(id, "payload_too_large: 196608000 bytes");
        assertFailed(larger, "payload_too_large: 1179648000 bytes");
        assertFailed(shorter, "payload_too_large: 5242880 bytes");
        assertFailed(fractions, "payload_too_large: 1638300 bytes");
    }

    @Test
    void oneSuchNumberIsDeliveredDigitByDigit() {
        String id = scene.event(row -> row.raw(inRow("1e131071")));

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.receiver().requests(id).get(0).text()).contains("\"a\":1" + "0".repeat(131_071) + "}");
    }

    @Test
    void megabytesOfWorkspaceInPayloadsHoldUpNoOthers() {
        String workspace = "w".repeat(4_000_000);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(scene.database().insertEvent(row -> row.workspaceId(null)
                    .raw("{\"leadId\": \"l\", \"workspaceId\": \"" + workspace + "\"}")));
        }
        String quiet = scene.event(row -> {});

        scene.awaitStatus(quiet, "SUCCEEDED");
        ids.forEach(id -> assertFailed(id, "payload_too_large: 40000\\d\\d bytes"));
    }

    @Test
    void payloadsWhoseWorkspaceIsNoTextHaveNone() {
        for (String value : List.of("1e131071", "[1e131071]", "{\"a\": \"b\"}", "null", "true", "5")) {
            String id = scene.database().insertEvent(row -> row.workspaceId(null)
                    .raw("{\"leadId\": \"l\", \"workspaceId\": " + value + "}"));

            assertFailed(id, "missing_workspace_id");
        }
    }

    @Test
    void aWorkspaceThatOnlyALargePayloadNamesIsServedAndPaused() {
        String workspace = scene.workspace();
        String raw = "{\"leadId\": \"l\", \"workspaceId\": \"" + workspace + "\", \"row\": {\"a\": \""
                + Noise.ofBytes(20_000) + "\"}}";
        scene.database().update("INSERT INTO courier.pause (workspace_id) VALUES (?)", workspace);
        String id = scene.database().insertEvent(row -> row.workspaceId(null).raw(raw));

        eventually(() -> assertThat(scene.database().attempts(id)).hasSizeGreaterThanOrEqualTo(2));
        assertThat(scene.database().attempts(id))
                .allSatisfy(attempt -> assertThat(attempt).containsEntry("outcome", "RELEASED"));
        scene.database().update("DELETE FROM courier.pause WHERE workspace_id = ?", workspace);
        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.receiver().requests(id)).hasSize(1);
    }

    @Test
    void nestingWithinTheClaimsReachIsJudgedByTheContract() {
        String deep = scene.event(row -> row.raw(inRow("[".repeat(1_900) + "]".repeat(1_900))));
        String permitted = scene.event(row -> row.raw(inRow("[".repeat(900) + "]".repeat(900))));

        assertFailed(deep, "malformed_payload: nested deeper than 1000 levels");
        scene.awaitStatus(permitted, "SUCCEEDED");
    }

    @Test
    void columnsWithoutABoundAreCutBeforeTheyAreRead() {
        String type = "t".repeat(150_000) + UUID.randomUUID();
        String id = scene.event(row -> row.eventType(type));

        assertFailed(id, "unsupported_crm_event_type:t+");
    }

    private static void assertFailed(String id, String error) {
        // Without the payload, which this machine would have to hold, too.
        eventually(() -> assertThat(scene.database()
                        .query(
                                "SELECT \"status\"::text AS status, \"attempts\", \"lockedBy\", \"lastError\" FROM \"WebhookEvent\""
                                        + " WHERE \"id\" = ?",
                                id))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("status", "FAILED")
                        .containsEntry("attempts", 1)
                        .containsEntry("lockedBy", null)
                        .hasEntrySatisfying(
                                "lastError", text -> assertThat((String) text).matches(error))));
        assertThat(scene.database().attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "FAILED"));
        assertThat(scene.receiver().requests(id)).isEmpty();
    }

    private static String inRow(String value) {
        return "{\"leadId\": \"l\", \"row\": {\"a\": " + value + "}}";
    }

    private static String numbers(String number, int count) {
        return "[" + (number + ", ").repeat(count - 1) + number + "]";
    }
}
