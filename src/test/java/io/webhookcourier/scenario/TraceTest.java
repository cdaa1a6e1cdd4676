package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.config.Settings;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.Stdout;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is left behind of a delivery: log lines, metrics, health (contract, sections 9 and 10). */
class TraceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void everyAttemptLogsOneLineWithTheContractsFields() {
        try (LogLines log = new LogLines()) {
            String id = scene.eventAnswered(
                    row -> row.maxAttempts(2), Answer.status(500).header("Retry-After", "0"), Answer.status(200));
            scene.awaitAttempts(id, 1);
            scene.database()
                    .update("UPDATE \"WebhookEvent\" SET \"runAt\" = now() AT TIME ZONE 'UTC' WHERE \"id\" = ?", id);
            scene.awaitStatus(id, "SUCCEEDED");
            eventually(() -> assertThat(log.fieldsOf(id)).hasSize(2));

            Map<String, Object> retry = log.fieldsOf(id).get(0);
            assertThat(retry)
                    .containsOnlyKeys(
                            "event",
                            "delivery_id",
                            "workspace_id",
                            "event_type",
                            "attempt",
                            "max_attempts",
                            "status",
                            "duration_ms",
                            "next_run_at",
                            "error")
                    .containsEntry("event", "delivery.retry")
                    .containsEntry("event_type", "lead_created")
                    .containsEntry("attempt", 1)
                    .containsEntry("max_attempts", 2)
                    .containsEntry("status", 500)
                    .containsEntry("error", "crm_webhook_http_error status=500");
            assertThat(Instant.parse((String) retry.get("next_run_at")))
                    .isAfter(Instant.now().minusSeconds(10));
            assertThat(log.fieldsOf(id).get(1))
                    .containsEntry("event", "delivery.delivered")
                    .containsEntry("status", 200)
                    .containsEntry("error", null);
        }
    }

    @Test
    void theOtherOutcomesHaveEventsOfTheirOwn() {
        try (LogLines log = new LogLines()) {
            String failed = scene.eventAnswered(row -> {}, Answer.status(404));
            String skipped = scene.event(row -> row.workspaceId("nobody"));
            String duplicate = scene.event(row -> {});
            scene.awaitStatus(duplicate, "SUCCEEDED");
            scene.database().update("UPDATE \"WebhookEvent\" SET \"status\" = 'PENDING' WHERE \"id\" = ?", duplicate);

            eventually(() -> {
                assertThat(log.fieldsOf(failed)).singleElement().satisfies(line -> assertThat(line)
                        .containsEntry("event", "delivery.failed"));
                assertThat(log.fieldsOf(skipped)).singleElement().satisfies(line -> assertThat(line)
                        .containsEntry("event", "delivery.skipped")
                        .containsEntry("error", "disabled"));
                assertThat(log.fieldsOf(duplicate))
                        .extracting(line -> line.get("event"))
                        .containsExactly("delivery.delivered", "delivery.duplicate");
            });
        }
    }

    @Test
    void theLogIsOneJsonObjectPerLineOnStdout() throws Exception {
        String out = stdoutDuring(true, () -> {
            String id = scene.eventAnswered(row -> {}, Answer.status(404).body("no\n\"such\" thing"));
            scene.awaitStatus(id, "FAILED");
            return id;
        });
        String id = out.substring(0, out.indexOf('\n'));
        JsonNode line = null;
        for (String text : out.substring(out.indexOf('\n') + 1).split("\n")) {
            JsonNode json = JSON.readTree(text);
            line = json.path("delivery_id").asText().equals(id) ? json : line;
        }

        assertThat(line).isNotNull();
        assertThat(line.get("event").asText()).isEqualTo("delivery.failed");
        assertThat(line.get("attempt").asInt()).isEqualTo(1);
        assertThat(line.get("max_attempts").asInt()).isEqualTo(8);
        assertThat(line.get("status").asInt()).isEqualTo(404);
        assertThat(line.get("duration_ms").isNumber()).isTrue();
        assertThat(line.get("error").asText())
                .isEqualTo("crm_webhook_http_error status=404 body=\"no\\n\\\"such\\\" thing\"");
        assertThat(line.get("level").asText()).isEqualTo("WARN");
    }

    @Test
    void theLogIsReadableTextOtherwise() throws Exception {
        String out = stdoutDuring(false, () -> {
            String id = scene.event(row -> {});
            scene.awaitStatus(id, "SUCCEEDED");
            return id;
        });
        String id = out.substring(0, out.indexOf('\n'));

        assertThat(out.lines().filter(line -> line.contains("delivered") && line.contains(id)))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("INFO", "lead_created", "HTTP 200", "attempt 1 of 8")
                        .doesNotContain(Scene.SECRET));
    }

    @Test
    void theMetricsHaveTheContractsNamesAndLabels() {
        double before = scene.courier()
                .metric("courier_deliveries_total{outcome=\"delivered\",provider=\"CRM\",status=\"2xx\"}");
        String delivered = scene.event(row -> {});
        String failed = scene.eventAnswered(row -> {}, Answer.status(418));
        scene.awaitStatus(delivered, "SUCCEEDED");
        scene.awaitStatus(failed, "FAILED");

        eventually(() -> assertThat(scene.courier()
                        .metric("courier_deliveries_total{outcome=\"delivered\",provider=\"CRM\",status=\"2xx\"}"))
                .isEqualTo(before + 1));
        assertThat(scene.courier().metrics())
                .contains(
                        "courier_deliveries_total{outcome=\"failed\",provider=\"CRM\",status=\"4xx\"}",
                        "courier_delivery_duration_seconds_bucket{le=\"0.1\"}",
                        "courier_delivery_duration_seconds_count",
                        "courier_delivery_latency_seconds_bucket{le=\"+Inf\"}",
                        "courier_queue_oldest_due_seconds",
                        "courier_in_flight",
                        "courier_locks_released_total{reason=\"stale_lock\"}",
                        "courier_locks_released_total{reason=\"dead_worker\"}",
                        "courier_locks_lost_total",
                        "courier_queue_rows{status=\"pending_due\"}",
                        "courier_queue_rows{status=\"pending_waiting\"}",
                        "courier_queue_rows{status=\"running\"}",
                        "courier_queue_rows{status=\"succeeded\"}",
                        "courier_queue_rows{status=\"failed\"}")
                .doesNotContain("ws-", Scene.SECRET);
    }

    @Test
    void healthShowsRoutesDatabaseAndQueue() throws Exception {
        eventually(() ->
                assertThat(scene.courier().get("/observe/health").statusCode()).isEqualTo(200));
        HttpResponse<String> health = scene.courier().get("/observe/health");
        JsonNode json = JSON.readTree(health.body());

        assertThat(json.get("status").asText()).isEqualTo("UP");
        assertThat(health.body()).contains("routes", "database", "queue");
        assertThat(scene.courier().get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(scene.courier().get("/observe/health/ready").statusCode()).isEqualTo(200);
    }

    private interface Story {
        String tell() throws Exception;
    }

    /** What the story returns, a line break, and what the service printed meanwhile. */
    private static String stdoutDuring(boolean json, Story story) throws Exception {
        try (Stdout stdout = new Stdout(new Settings.Log(json, "INFO", Map.of()))) {
            String text = story.tell();
            eventually(() -> assertThat(stdout.text()).contains(text));
            return text + "\n" + stdout.text();
        }
    }
}
