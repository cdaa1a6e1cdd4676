package io.webhookcourier.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Scene;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event that its receiver takes (contract, sections 3, 5 and 8). */
class DeliveredTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.instance-id", "worker-a"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void theRequestHoldsWhatTheContractSaysAndNothingElse() throws GeneralSecurityException {
        String workspace = scene.workspace();
        String raw = """
                {"eventId": "evt-7", "eventType": "lead_created", "occurredAt": "2026-03-01T10:00:00.000Z",
                 "dedupeKey": "crm:k", "leadId": " lead-9 ", "messageId": "m\\"1", "extra": true,
                 "row": {"name": "Zoë \\u0001 \\\\ \\"x\\"", "big": 12345678901234567890.10, "exp": 1e400, "none": null}}""";
        String id = scene.database()
                .insertEvent(row -> row.workspaceId(workspace).raw(raw).eventType("lead_created"));
        scene.awaitStatus(id, "SUCCEEDED");

        ReceivedRequest request = scene.receiver().requests(id).get(0);
        assertThat(scene.receiver().requests(id)).hasSize(1);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/hook");
        assertThat(request.text())
                .startsWith("{\"eventId\":\"evt-7\",\"eventType\":\"lead_created\","
                        + "\"occurredAt\":\"2026-03-01T10:00:00.000Z\",\"dedupeKey\":\"crm:k\",\"workspaceId\":\""
                        + workspace
                        + "\",\"leadId\":\"lead-9\",\"messageId\":\"m\\\"1\",\"changedField\":null,\"source\":null,"
                        + "\"row\":{")
                .contains("\"big\":12345678901234567890.10", "\"name\":\"Zoë \\u0001 \\\\ \\\"x\\\"\"")
                .doesNotContain(": ", "extra");
        assertThat(request.headers().keySet())
                .map(String::toLowerCase)
                .containsExactlyInAnyOrder(
                        "host",
                        "connection",
                        "content-length",
                        "content-type",
                        "user-agent",
                        "x-zrg-signature",
                        "x-zrg-timestamp",
                        "x-zrg-delivery-id",
                        "x-zrg-event",
                        "x-zrg-signature-algorithm");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("user-agent")).startsWith("webhook-courier");
        assertThat(request.header("x-zrg-event")).isEqualTo("lead_created");
        assertThat(request.header("x-zrg-signature-algorithm")).isEqualTo("hmac-sha256");
        assertThat(request.header("x-zrg-timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(request.header("x-zrg-timestamp")))
                .isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat(request.header("x-zrg-signature"))
                .isEqualTo(signature(request.header("x-zrg-timestamp"), request.body()));
    }

    @Test
    void theRowSaysSoAndTheAttemptLogHasOneLine() {
        String id = scene.eventAnswered(
                row -> row.dedupeKey("crm:logged"), Answer.status(202).body("thank you"));
        Map<String, Object> row = scene.awaitStatus(id, "SUCCEEDED");

        assertThat(row)
                .containsEntry("attempts", 1)
                .containsEntry("lockedAt", null)
                .containsEntry("lockedBy", null);
        assertThat(row).containsEntry("lastError", null);
        assertThat((Instant) row.get("finishedAt")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat((Instant) row.get("startedAt")).isBeforeOrEqualTo((Instant) row.get("finishedAt"));
        assertThat(row.get("updatedAt")).isEqualTo(row.get("finishedAt"));

        List<Map<String, Object>> attempts = scene.database().attempts(id);
        assertThat(attempts).hasSize(1);
        Map<String, Object> attempt = attempts.get(0);
        assertThat(attempt.keySet())
                .contains(
                        "id",
                        "webhook_event_id",
                        "dedupe_key",
                        "provider",
                        "event_type",
                        "workspace_id",
                        "attempt",
                        "worker",
                        "started_at",
                        "duration_ms",
                        "outcome",
                        "status_code",
                        "error",
                        "response_body",
                        "next_run_at");
        assertThat(attempt)
                .containsEntry("webhook_event_id", id)
                .containsEntry("dedupe_key", "crm:logged")
                .containsEntry("provider", "CRM")
                .containsEntry("event_type", "lead_created")
                .containsEntry("workspace_id", row.get("workspaceId"))
                .containsEntry("attempt", 1)
                .containsEntry("worker", "worker-a")
                .containsEntry("outcome", "DELIVERED")
                .containsEntry("status_code", 202)
                .containsEntry("error", null)
                .containsEntry("response_body", "thank you")
                .containsEntry("next_run_at", null);
        assertThat((Instant) attempt.get("started_at")).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat((Integer) attempt.get("duration_ms")).isBetween(0, 5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void every2xxIsDelivered(int status) {
        String id = scene.eventAnswered(row -> {}, Answer.status(status));

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.database().attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "DELIVERED")
                .containsEntry("status_code", status));
    }

    @Test
    void aThousandCharactersOfTheAnswerAreKept() {
        String id = scene.eventAnswered(row -> {}, Answer.status(200).body("é".repeat(1_500)));

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.database().attempts(id).get(0).get("response_body")).isEqualTo("é".repeat(1_000));
    }

    @Test
    void anAnswerThatPostgresqlCannotStoreIsStillDelivered() {
        String id = scene.eventAnswered(row -> {}, Answer.status(200).body("a\0b"));

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.database().attempts(id).get(0).get("response_body")).isEqualTo("a\uFFFDb");
    }

    @Test
    void aRowIsLeftAloneUntilItIsDue() {
        String later = scene.event(row -> row.runAt(Instant.now().plus(Duration.ofHours(1))));
        String due = scene.event(row -> {});

        scene.awaitStatus(due, "SUCCEEDED");
        assertThat(scene.database().row(later))
                .containsEntry("status", "PENDING")
                .containsEntry("attempts", 0);
    }

    @Test
    void theSecretIsTrimmedAndTheEnvelopeFallsBackOnTheRow() throws GeneralSecurityException {
        scene.database()
                .insertWorkspace("ws-fallback", scene.receiver().url(), "  " + Scene.SECRET + "\n", "crm_row_updated");
        Instant createdAt = Instant.parse("2026-01-02T03:04:05.678Z");
        String id = scene.database().insertEvent(row -> row.workspaceId(" ws-fallback ")
                .eventType("crm_row_updated")
                .createdAt(createdAt)
                .raw("{\"eventId\": \" \", \"occurredAt\": 7, \"leadId\": \"l\", \"row\": {}}"));
        scene.awaitStatus(id, "SUCCEEDED");

        ReceivedRequest request = scene.receiver().requests(id).get(0);
        assertThat(request.text())
                .isEqualTo("{\"eventId\":\"" + id + "\",\"eventType\":\"crm_row_updated\","
                        + "\"occurredAt\":\"2026-01-02T03:04:05.678Z\",\"dedupeKey\":null,"
                        + "\"workspaceId\":\"ws-fallback\",\"leadId\":\"l\",\"messageId\":null,"
                        + "\"changedField\":null,\"source\":null,\"row\":{}}");
        assertThat(request.header("x-zrg-signature"))
                .isEqualTo(signature(request.header("x-zrg-timestamp"), request.body()));
    }

    static String signature(String timestamp, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Scene.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }
}
