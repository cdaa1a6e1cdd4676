package io.webhookcourier.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.LogLines;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer meets at the first start. */
class DemoTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static LogLines log;
    private static DemoService service;

    @BeforeAll
    static void startForTheFirstTime() throws Exception {
        log = new LogLines();
        service = DemoService.start(directory, Map.of());
        await().atMost(LIMIT)
                .until(() -> log.texts().stream().anyMatch(line -> line.contains("- send one more event:")));
    }

    @AfterAll
    static void stop() {
        service.close();
        log.close();
    }

    @Test
    void oneEventIsDeliveredOneIsRetriedAndOneFailsPermanently() throws Exception {
        assertThat(attempts("demo-accepted")).containsExactly("DELIVERED 200");
        assertThat(attempts("demo-busy")).containsExactly("RETRY 503", "DELIVERED 200");
        assertThat(attempts("demo-refused")).containsExactly("FAILED 422");
    }

    @Test
    void theLogTellsTheStoryInOrderAndEndsInWhatToTryNext() {
        assertThat(log.texts())
                .containsSubsequence(line("starting "), line("database "), line("First start"), line("health "))
                .containsSubsequence(line("claiming "), line("delivered  lead_created demo-accepted"))
                .containsSubsequence(
                        line("retry      crm_row_updated demo-busy"),
                        line("failed     lead_created demo-refused"),
                        line("delivered  crm_row_updated demo-busy"),
                        line("One event was delivered"),
                        line("curl -X POST http://127.0.0.1:"),
                        line("psql -h 127.0.0.1"));
    }

    @Test
    void anotherEventCanBeOrderedOverHttp() throws Exception {
        JsonNode queued = json(service.post("/demo/events", ""), 202);

        assertThat(queued.get("queued").asBoolean()).isTrue();
        String id = queued.get("id").asText();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(attempts(id)).containsExactly("DELIVERED 200"));
    }

    @Test
    void anotherEventCanBeMadeToFail() throws Exception {
        String id = json(service.post("/demo/events?answer=refused", ""), 202)
                .get("id")
                .asText();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(attempts(id)).containsExactly("FAILED 422"));
    }

    @Test
    void anUnknownAnswerIsRefusedWithThoseThatAreKnown() throws Exception {
        HttpResponse<String> response = service.post("/demo/events?answer=maybe", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("answer is one of accepted, busy, refused.\n");
    }

    @Test
    void theReceiverShowsWhatItGotWithTheSignatureAndWithoutTheSecret() throws Exception {
        HttpResponse<String> response = service.get("/demo/requests");

        List<String> genuine = new ArrayList<>();
        for (JsonNode request : json(response, 200)) {
            if (request.get("genuine").asBoolean()) {
                genuine.add(request.get("headers").path("x-zrg-delivery-id").asText() + " "
                        + request.get("status").asInt());
                assertThat(request.get("headers").get("x-zrg-signature").asText())
                        .matches("sha256=[0-9a-f]{64}");
            }
        }
        assertThat(genuine).contains("demo-accepted 200", "demo-busy 503", "demo-busy 200", "demo-refused 422");
        assertThat(response.body()).contains("\"score\":10.50").doesNotContain(secret());
    }

    @Test
    void theReceiverRefusesARequestThatWasTamperedWith() throws Exception {
        String timestamp = Instant.now().toString();
        String body = "{\"leadId\": \"lead-accepted-1\", \"amount\": 1}";
        String signature =
                WebhookSignature.of(SigningKey.of(secret()), timestamp, body.getBytes(StandardCharsets.UTF_8));

        assertThat(service.post("/demo/receiver", body, headers(timestamp, signature))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> tampered =
                service.post("/demo/receiver", body.replace("1}", "9}"), headers(timestamp, signature));
        assertThat(tampered.statusCode()).isEqualTo(401);
        assertThat(tampered.body()).isEqualTo("The signature is wrong.");
    }

    @Test
    void anotherSitesPageReachesNoneOfIt() throws Exception {
        Http http = Http.to(service.receiver().resolve("/").toString());
        Object before = service.value("SELECT count(*) FROM \"WebhookEvent\"");

        for (String path : List.of("/demo/events", "/demo/receiver")) {
            assertThat(http.send("POST", path, "", "Host: evil.example").status())
                    .isEqualTo(421);
            assertThat(http.send("POST", path, "", "Origin: https://evil.example")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(http.get("/demo/requests", "Sec-Fetch-Site: cross-site").status())
                .isEqualTo(403);
        assertThat(service.value("SELECT count(*) FROM \"WebhookEvent\"")).isEqualTo(before);
    }

    @Test
    void theSecretStaysOutOfTheLog() throws Exception {
        assertThat(secret()).startsWith("whsec_").hasSizeGreaterThan(40);
        assertThat(String.join("\n", log.texts())).doesNotContain(secret());
    }

    private static List<String> attempts(String id) throws Exception {
        return service
                .query("SELECT outcome || ' ' || status_code AS ending FROM courier.delivery_attempt"
                        + " WHERE webhook_event_id = '" + id + "' ORDER BY attempt")
                .stream()
                .map(row -> (String) row.get("ending"))
                .toList();
    }

    private static String secret() throws Exception {
        return (String) service.value("SELECT \"crmWebhookSecret\" FROM \"WorkspaceSettings\"");
    }

    private static String[] headers(String timestamp, String signature) {
        return new String[] {"x-zrg-timestamp", timestamp, "x-zrg-signature", signature};
    }

    private static JsonNode json(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    /** The first line of the log that holds the text; the text itself where there is none, so that the check fails. */
    private static String line(String text) {
        return log.texts().stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElse("no line holds: " + text);
    }
}
