package io.webhookcourier.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Scene;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event that its receiver does not take, or not at once (contract, sections 3 and 5). */
class RetryTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of(
                "courier.retry.initial-delay", "300ms",
                "courier.retry.jitter", "0ms",
                "courier.delivery.timeout", "2500ms",
                "courier.shutdown-timeout", "5s"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void aRetryHasTheSameBodyAndAFreshSignature() throws GeneralSecurityException {
        String id = scene.eventAnswered(row -> {}, Answer.status(500).body("{\"oops\": 1}"), Answer.status(200));
        scene.awaitAttempts(id, 1);
        Map<String, Object> between = scene.database().row(id);
        scene.awaitStatus(id, "SUCCEEDED");

        List<ReceivedRequest> requests = scene.receiver().requests(id);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
        assertThat(requests.get(1).header("x-zrg-delivery-id"))
                .isEqualTo(requests.get(0).header("x-zrg-delivery-id"));
        Instant first = Instant.parse(requests.get(0).header("x-zrg-timestamp"));
        Instant second = Instant.parse(requests.get(1).header("x-zrg-timestamp"));
        assertThat(Duration.between(first, second)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        for (ReceivedRequest request : requests) {
            assertThat(request.header("x-zrg-signature"))
                    .isEqualTo(DeliveredTest.signature(request.header("x-zrg-timestamp"), request.body()));
        }

        String error = "crm_webhook_http_error status=500 body=\"{\\\"oops\\\": 1}\"";
        assertThat(between)
                .containsEntry("status", "PENDING")
                .containsEntry("attempts", 1)
                .containsEntry("lockedAt", null)
                .containsEntry("lockedBy", null)
                .containsEntry("lastError", error);
        Instant finishedAt = (Instant) between.get("finishedAt");
        assertThat((Instant) between.get("runAt")).isCloseTo(finishedAt.plusMillis(300), within(2, ChronoUnit.MILLIS));
        List<Map<String, Object>> attempts = scene.database().attempts(id);
        assertThat(attempts).extracting(a -> a.get("outcome")).containsExactly("RETRY", "DELIVERED");
        assertThat(attempts).extracting(a -> a.get("attempt")).containsExactly(1, 2);
        assertThat(attempts.get(0)).containsEntry("error", error).containsEntry("response_body", "{\"oops\": 1}");
        assertThat((Instant) attempts.get(0).get("next_run_at"))
                .isCloseTo((Instant) between.get("runAt"), within(2, ChronoUnit.MILLIS));
        assertThat(scene.database().row(id)).containsEntry("attempts", 2).containsEntry("lastError", null);
    }

    @Test
    void attemptsThatAreUsedUpEndInFailed() {
        String id = scene.eventAnswered(row -> row.maxAttempts(3), Answer.status(503));
        Map<String, Object> row = scene.awaitStatus(id, "FAILED");

        assertThat(row)
                .containsEntry("attempts", 3)
                .containsEntry("lastError", "crm_webhook_http_error status=503")
                .containsEntry("lockedBy", null)
                .containsEntry("lockedAt", null);
        assertThat(row.get("runAt")).isEqualTo(row.get("finishedAt"));
        assertThat(scene.receiver().requests(id)).hasSize(3);
        assertThat(scene.database().attempts(id))
                .extracting(a -> a.get("outcome"))
                .containsExactly("RETRY", "RETRY", "FAILED");
        assertThat(scene.database().attempts(id).get(2)).containsEntry("next_run_at", null);
    }

    @Test
    void aRowWithOneAttemptFailsAtOnce() {
        String id = scene.eventAnswered(row -> row.maxAttempts(1), Answer.status(500));

        assertThat(scene.awaitStatus(id, "FAILED")).containsEntry("attempts", 1);
        assertThat(scene.receiver().requests(id)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 599})
    void theseStatusesAreRepeated(int status) {
        String id = scene.eventAnswered(row -> {}, Answer.status(status), Answer.status(200));

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.database().attempts(id))
                .extracting(a -> a.get("outcome"))
                .containsExactly("RETRY", "DELIVERED");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 308, 400, 401, 403, 404, 409, 410, 413, 422, 451, 499})
    void theseStatusesAreTerminal(int status) {
        String id = scene.eventAnswered(
                row -> {},
                Answer.status(status).header("Location", scene.receiver().url() + "/elsewhere"));

        Map<String, Object> row = scene.awaitStatus(id, "FAILED");
        assertThat(row).containsEntry("attempts", 1);
        assertThat(row).containsEntry("lastError", "crm_webhook_http_error status=" + status);
        assertThat(scene.receiver().requests(id)).hasSize(1);
        assertThat(scene.receiver().requests())
                .noneMatch(request -> request.path().contains("elsewhere"));
    }

    @Test
    void retryAfterInSecondsRaisesTheDelay() {
        String id = scene.eventAnswered(row -> {}, Answer.status(429).header("Retry-After", "120"));
        scene.awaitAttempts(id, 1);

        assertThat(delayOf(id)).isCloseTo(Duration.ofSeconds(120), Duration.ofMillis(5));
    }

    @Test
    void retryAfterAsADateIsMeasuredByTheDatabasesClock() {
        Instant date = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
        String header = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
        String id = scene.eventAnswered(row -> {}, Answer.status(503).header("Retry-After", header));
        scene.awaitAttempts(id, 1);

        assertThat((Instant) scene.database().row(id).get("runAt")).isCloseTo(date, within(1, ChronoUnit.SECONDS));
    }

    @Test
    void retryAfterIsBoundedByAnHour() {
        String id = scene.eventAnswered(row -> {}, Answer.status(503).header("Retry-After", "999999999999"));
        scene.awaitAttempts(id, 1);

        assertThat(delayOf(id)).isCloseTo(Duration.ofHours(1), Duration.ofMillis(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "soon", "-5", "Thu, 01 Jan 1970 00:00:00 GMT"})
    void aRetryAfterThatSaysNothingNeverLowersTheDelay(String header) {
        String id = scene.eventAnswered(
                row -> row.maxAttempts(2), Answer.status(503).header("Retry-After", header), Answer.status(200));
        scene.awaitStatus(id, "SUCCEEDED");

        Map<String, Object> first = scene.database().attempts(id).get(0);
        Duration delay = Duration.between((Instant) first.get("started_at"), (Instant) first.get("next_run_at"));
        assertThat(delay).isBetween(Duration.ofMillis(300), Duration.ofMillis(2_000));
    }

    @Test
    void aReceiverThatIsNotThereIsANetworkError() {
        scene.database().insertWorkspace("ws-closed", "http://127.0.0.1:1/", Scene.SECRET, "lead_created");
        String id =
                scene.database().insertEvent(row -> row.workspaceId("ws-closed").maxAttempts(1));

        assertThat(scene.awaitStatus(id, "FAILED"))
                .containsEntry("lastError", "crm_webhook_network_error: connection refused");
        assertThat(scene.database().attempts(id).get(0)).containsEntry("status_code", null);
    }

    @Test
    void aReceiverThatHangsUpIsANetworkError() {
        String id = scene.eventAnswered(row -> row.maxAttempts(1), Answer.cutOff());

        assertThat((String) scene.awaitStatus(id, "FAILED").get("lastError")).startsWith("crm_webhook_network_error: ");
    }

    @Test
    void aReceiverThatIsTooSlowIsATimeout() {
        String id = scene.eventAnswered(
                row -> row.maxAttempts(1), Answer.status(200).after(Duration.ofSeconds(4)));

        assertThat(scene.awaitStatus(id, "FAILED"))
                .containsEntry("lastError", "crm_webhook_network_error: crm_webhook_timeout after 2500ms");
        assertThat((Integer) scene.database().attempts(id).get(0).get("duration_ms"))
                .isBetween(2_400, 3_500);
    }

    @Test
    void anEndpointInsideIsDeniedPermanently() {
        scene.database().insertWorkspace("ws-inside", "http://10.0.0.1/hook", Scene.SECRET, "lead_created");
        String id = scene.database().insertEvent(row -> row.workspaceId("ws-inside"));

        Map<String, Object> row = scene.awaitStatus(id, "FAILED");
        assertThat((String) row.get("lastError")).startsWith("egress_denied: ");
        assertThat(row).containsEntry("attempts", 1);
    }

    @Test
    void anErrorIsKeptUpToTenThousandCharacters() {
        String type = "t".repeat(12_000);
        String id = scene.event(row -> row.eventType(type));

        String error = "unsupported_crm_event_type:" + type;
        assertThat(scene.awaitStatus(id, "FAILED")).containsEntry("lastError", error.substring(0, 10_000));
    }

    @Test
    void theErrorQuotesAThousandCharactersOfTheAnswer() {
        String id = scene.eventAnswered(
                row -> row.maxAttempts(1), Answer.status(400).body("\"" + "x".repeat(1_500)));

        assertThat(scene.awaitStatus(id, "FAILED"))
                .containsEntry("lastError", "crm_webhook_http_error status=400 body=\"\\\"" + "x".repeat(999) + "\"");
        assertThat(scene.database().attempts(id).get(0)).containsEntry("response_body", "\"" + "x".repeat(999));
    }

    private static Duration delayOf(String id) {
        Map<String, Object> row = scene.database().row(id);
        return Duration.between((Instant) row.get("finishedAt"), (Instant) row.get("runAt"));
    }
}
