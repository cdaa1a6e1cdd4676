package io.webhookcourier.api;

import static io.webhookcourier.support.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.support.Scene;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One event: shown, enqueued, found. Run by {@link ApiTest}. */
abstract class ApiEventCases extends ApiCases {

    @Test
    void anEventIsFoundByItsDedupeKey() {
        String id = scene.event(row -> row.dedupeKey("crm:lead_created:key/of one"));

        assertThat(api.get(200, "/events/{id}", "crm:lead_created:key%2Fof%20one", "")
                        .get("id")
                        .textValue())
                .isEqualTo(id);
    }

    @Test
    void anEventTellsItsStoryWithTheSignatureAndWithoutTheSecret() {
        String id = scene.eventAnswered(row -> {}, status(503));
        scene.awaitAttempts(id, 1);

        JsonNode event = api.get(200, "/events/{id}", id, "");

        assertThat(event.get("why").textValue())
                .startsWith("Waiting until ")
                .endsWith(" for attempt 2 of 8, because the receiver returned HTTP 503.");
        assertThat(event.at("/attemptLog/0/outcome").textValue()).isEqualTo("RETRY");
        assertThat(event.at("/request/headers/x-zrg-signature").textValue()).startsWith("sha256=");
        assertThat(event.at("/endpoint/secretSet").booleanValue()).isTrue();
        assertThat(event.at("/request/body").textValue())
                .isEqualTo(scene.receiver().requests(id).get(0).text());
        assertThat(event.toString()).doesNotContain(Scene.SECRET).doesNotContain("/hook");
    }

    @Test
    void anEventIsEnqueuedOnceHoweverOftenItIsAskedFor() {
        String workspace = scene.workspace();
        String body = """
                {"eventType": "lead_created", "workspaceId": "%s", "leadId": "lead-1", "row": {"price": 1.10},
                 "by": "ada", "reason": "by hand"}""".formatted(workspace);

        JsonNode first = api.post(201, "/events", "", body, "Idempotency-Key: order 1");
        JsonNode second = api.post(200, "/events", "", body, "Idempotency-Key: order 1");

        String id = first.get("id").textValue();
        assertThat(second.get("id").textValue()).isEqualTo(id);
        assertThat(second.get("queued").booleanValue()).isFalse();
        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.receiver().requests(id).get(0).text()).contains("\"row\":{\"price\":1.10}");
        assertThat(scene.database().query("SELECT actor, action FROM courier.audit WHERE target = ?", "event:" + id))
                .containsExactly(Map.of("actor", "ada (API from 127.0.0.1)", "action", "enqueue"));
        assertThat(api.post(409, "/events", "", body.replace("1.10", "2"), "Idempotency-Key: order 1")
                        .get("detail")
                        .textValue())
                .startsWith("the same key was used before for another event");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"workspaceId\": \"w\", \"leadId\": \"l\"} | eventType is missing",
                "{\"eventType\": \"x\", \"workspaceId\": \"w\", \"leadId\": \"l\"} | event_type must be lead_created or crm_row_updated, not \"x\"",
                "{\"eventType\": \"lead_created\", \"workspaceId\": 1, \"leadId\": \"l\"} | workspaceId: a text of at most 10000 characters is accepted",
                "{\"eventType\": \"lead_created\", \"workspaceId\": \"w\", \"leadId\": \"l\", \"row\": []} | row: a JSON object is accepted",
                "{\"eventType\": \"lead_created\", \"workspaceId\": \"w\", \"leadId\": \"l\", \"provider\": \"X\"} | provider X is not a value of the enum of column \"provider\"",
                "{\"eventType\": \"lead_created\", \"workspaceId\": \"w\", \"leadId\": \"l\", \"occurredAt\": \"now\"} | occurredAt: a moment such as",
                "{\"evenType\": \"lead_created\"} | unknown parameter \"evenType\"",
                "[] | the body is not a JSON object",
                "{ | the body is not valid JSON"
            })
    void anEventThatCannotBeIsRefusedByName(String body, String detail) {
        assertThat(api.post(400, "/events", "", body, "Idempotency-Key: 1")
                        .get("detail")
                        .textValue())
                .startsWith(detail);
    }

    @Test
    void withoutAnIdempotencyKeyNothingIsEnqueued() {
        assertThat(api.post(400, "/events", "", "{}").get("detail").textValue()).startsWith("Idempotency-Key: ");
    }

    @Test
    void anEventThatThisServiceDoesNotDeliverIsEnqueuedWithAWarning() {
        JsonNode queued = api.post(201, "/events", "", """
                {"eventType": "reply", "workspaceId": "w", "leadId": "l", "provider": "INBOXXIA"}""", "Idempotency-Key: of another provider");

        assertThat(queued.get("warning").textValue())
                .isEqualTo("this service does not handle provider INBOXXIA: courier.queue.providers is CRM");
    }

    @Test
    void aKeyThatMakesAnotherWorkspacesDedupeKeyIsRefused() {
        String seed = UUID.randomUUID().toString();
        String first = event("a|b", "c");
        String second = event("a", "b|c");

        api.post(201, "/events", "", first, "Idempotency-Key: " + seed);
        assertThat(api.post(409, "/events", "", second, "Idempotency-Key: " + seed)
                        .get("detail")
                        .textValue())
                .contains("the same key was used before");
        api.post(200, "/events", "", first, "Idempotency-Key: " + seed);
    }

    private static String event(String workspace, String lead) {
        return "{\"eventType\": \"lead_created\", \"workspaceId\": \"" + workspace + "\", \"leadId\": \"" + lead
                + "\", \"row\": {}}";
    }
}
