package io.webhookcourier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Scene;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of provider CRM and their order (contract, section 5). */
class ChecksTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.delivery.payload-limit", "2000"));
        scene.database().insertWorkspace("off", false, null, null);
        scene.database().insertWorkspace("no-url", true, " ", null);
        scene.database().insertWorkspace("ftp", true, "ftp://127.0.0.1/", "s", "lead_created");
        scene.database().insertWorkspace("login", true, "http://u:p@127.0.0.1/", "s", "lead_created");
        scene.database().insertWorkspace("nonsense", true, "http://:::", "s", "lead_created");
        scene.database().insertWorkspace("no-secret", true, scene.receiver().url(), " \t");
        scene.database().insertWorkspace("other-events", true, scene.receiver().url(), "s", "crm_row_updated");
        scene.database().insertWorkspace("fine", true, scene.receiver().url(), "s", "lead_created");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "nobody, disabled",
        "off, disabled",
        "no-url, missing_url",
        "ftp, missing_url: the URL does not begin with https://",
        "login, 'missing_url: the URL carries a user name or a password, which is not accepted'",
        "nonsense, missing_url: the URL's port is not a number from 1 to 65535",
        "no-secret, missing_secret",
        "other-events, event_not_enabled"
    })
    void aWorkspaceThatWantsNothingIsSkippedWithTheReason(String workspace, String reason) {
        // No lead either: settings are looked at first.
        String id =
                scene.database().insertEvent(row -> row.workspaceId(workspace).raw("{}"));

        Map<String, Object> row = scene.awaitStatus(id, "SUCCEEDED");
        assertThat(row)
                .containsEntry("lastError", null)
                .containsEntry("lockedBy", null)
                .containsEntry("attempts", 1);
        assertThat(row.get("finishedAt")).isNotNull();
        assertThat(scene.receiver().requests(id)).isEmpty();
        assertThat(scene.database().attempts(id)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "SKIPPED")
                .containsEntry("error", reason)
                .containsEntry("status_code", null));
        assertThat(scene.database().value("SELECT count(*) FROM courier.delivered_key WHERE webhook_event_id = ?", id))
                .as("a skip is no delivery: the event may be enqueued again")
                .isEqualTo(0L);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "NULL",
            value = {
                "lead_deleted, NULL, {}, unsupported_crm_event_type:lead_deleted",
                "lead_deleted, off, `{\"eventType\": 7}`, unsupported_crm_event_type:lead_deleted",
                "lead_created, NULL, {}, missing_workspace_id",
                "lead_created, ` `, `{\"workspaceId\": 12}`, missing_workspace_id",
                "lead_created, NULL, `{\"workspaceId\": \" \"}`, missing_workspace_id",
                "lead_created, fine, `{\"row\": {}}`, missing_lead_id",
                "lead_created, fine, `{\"leadId\": 5, \"row\": {}}`, missing_lead_id",
                "lead_created, fine, `{\"leadId\": \" l \"}`, crm_row_not_found leadId=l",
                "lead_created, fine, `{\"leadId\": \"l\", \"row\": []}`, crm_row_not_found leadId=l",
                "lead_created, fine, `[1]`, missing_lead_id"
            })
    void aCheckThatFailsIsTerminal(String eventType, String workspace, String raw, String error) {
        String id = scene.database()
                .insertEvent(
                        row -> row.eventType(eventType).workspaceId(workspace).raw(raw));

        assertThat(scene.awaitStatus(id, "FAILED"))
                .containsEntry("lastError", error)
                .containsEntry("attempts", 1);
        assertThat(scene.receiver().requests(id)).isEmpty();
    }

    @Test
    void eventTypeAndWorkspaceOfThePayloadStandIn() {
        String id = scene.database().insertEvent(row -> row.eventType("crm")
                .workspaceId(null)
                .raw("{\"eventType\": \"lead_created\", \"workspaceId\": \"fine\", \"leadId\": \"l\", \"row\": {}}"));

        scene.awaitStatus(id, "SUCCEEDED");
        assertThat(scene.receiver().requests(id).get(0).text())
                .contains("\"eventType\":\"lead_created\"", "\"workspaceId\":\"fine\"");
        assertThat(scene.receiver().requests(id).get(0).header("x-zrg-event")).isEqualTo("lead_created");
    }

    @Test
    void aPayloadThatIsNestedTooDeeplyIsTerminal() {
        String raw = "{\"leadId\": \"l\", \"row\": {\"a\": " + "[".repeat(1_200) + "]".repeat(1_200) + "}}";
        String id = scene.database().insertEvent(row -> row.workspaceId("fine").raw(raw));

        assertThat((String) scene.awaitStatus(id, "FAILED").get("lastError")).startsWith("malformed_payload: ");
    }

    @Test
    void aBodyAboveTheLimitIsTerminal() {
        String raw = "{\"leadId\": \"l\", \"row\": {\"a\": \"" + "x".repeat(2_000) + "\"}}";
        String id = scene.database().insertEvent(row -> row.workspaceId("fine").raw(raw));

        assertThat((String) scene.awaitStatus(id, "FAILED").get("lastError"))
                .matches("payload_too_large: 2\\d\\d\\d bytes");
        assertThat(scene.receiver().requests(id)).isEmpty();
    }

    @Test
    void aPayloadThatIsNullIsAsGoodAsEmpty() {
        String id = scene.database().insertEvent(row -> row.workspaceId("fine").raw("null"));
        scene.database().update("UPDATE \"WebhookEvent\" SET \"raw\" = NULL WHERE \"id\" = ?", id);

        assertThat(scene.awaitStatus(id, "FAILED")).containsEntry("lastError", "missing_lead_id");
    }
}
