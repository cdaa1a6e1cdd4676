package io.webhookcourier.api;

import static io.webhookcourier.support.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.support.Scene;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What operators change: replays, pauses, locks, and the audit of it. Run by {@link ApiTest}. */
abstract class ApiOperationCases extends ApiCases {

    @Test
    void theAuditSaysWhoDidWhatToAnEvent() {
        String id = scene.eventAnswered(row -> {}, status(422));
        scene.awaitStatus(id, "FAILED");
        api.post(200, "/events/{id}/replay", id, "{\"by\": \"ada\", \"reason\": \"fixed there\"}");
        api.post(200, "/pause", "", "{\"workspaceId\": \"audited\", \"by\": \"grace\"}");

        JsonNode page = api.get(200, "/audit", "", "target=event:" + id);

        assertThat(page.get("operations")).singleElement().satisfies(operation -> {
            assertThat(operation.get("action").textValue()).isEqualTo("replay");
            assertThat(operation.get("actor").textValue()).startsWith("ada");
            assertThat(operation.get("reason").textValue()).isEqualTo("fixed there");
        });
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(api.get(200, "/events/{id}", id, "")
                        .at("/operations/0/actor")
                        .textValue())
                .startsWith("ada");
        JsonNode newest = api.get(200, "/audit", "", "limit=1");
        assertThat(newest.at("/operations/0/target").textValue()).isEqualTo("workspace:audited");
        assertThat(api.get(200, "/audit", "", "after=" + newest.get("next").textValue())
                        .at("/operations/0/target")
                        .textValue())
                .isEqualTo("event:" + id);
        api.get(400, "/audit", "", "after=1'");
    }

    @Test
    void aFailedEventIsReplayedAndADeliveredOneOnlyWithForce() {
        String id = scene.eventAnswered(row -> {}, status(422), status(200));
        scene.awaitStatus(id, "FAILED");

        JsonNode replayed = api.post(200, "/events/{id}/replay", id, "{\"reason\": \"their bug is fixed\"}");
        scene.awaitStatus(id, "SUCCEEDED");

        assertThat(replayed.get("previousStatus").textValue()).isEqualTo("FAILED");
        assertThat(api.post(409, "/events/{id}/replay", id, "{}").get("detail").textValue())
                .contains("use force");
        assertThat(api.post(200, "/events/{id}/replay", id, "{\"force\": true}")
                        .get("guardLifted")
                        .booleanValue())
                .isTrue();
        api.post(404, "/events/{id}/replay", "nobody", null);
    }

    @Test
    void manyEventsAreReplayedInTheBackground() {
        String workspace = scene.workspace();
        for (int i = 0; i < 3; i++) {
            scene.database()
                    .insertEvent(
                            row -> row.workspaceId(workspace).status("FAILED").attempts(8));
        }
        String filter = "{\"workspaceId\": \"" + workspace + "\"}";

        assertThat(api.post(200, "/replays/preview", "", filter).get("events").intValue())
                .isEqualTo(3);
        JsonNode job = api.post(202, "/replays", "", filter);
        String id = job.get("id").toString();

        assertThat(job.get("state").textValue()).isEqualTo("RUNNING");
        Scene.eventually(() -> assertThat(
                        api.get(200, "/replays/{id}", id, "").get("replayed").intValue())
                .isEqualTo(3));
        assertThat(api.get(200, "/replays", "", "").get("replays")).isNotEmpty();
    }

    @Test
    void aReplayIsStoppedAndResumed() {
        String id = api.post(202, "/replays", "", "{\"workspaceId\": \"nobody\", \"perSecond\": 1}")
                .get("id")
                .toString();
        scene.database().update("UPDATE courier.replay_job SET state = 'RUNNING' WHERE id = ?", Long.valueOf(id));

        assertThat(api.post(200, "/replays/{id}/stop", id, null).get("state").textValue())
                .isEqualTo("STOPPED");
        assertThat(api.post(200, "/replays/{id}/resume", id, null).get("state").textValue())
                .isEqualTo("RUNNING");
        assertThat(api.post(200, "/replays/{id}/go-on", id, null).get("state").textValue())
                .as("the path of earlier versions")
                .isEqualTo("RUNNING");
        scene.database().update("UPDATE courier.audit SET action = 'replay-go-on' WHERE action = 'replay-resume'");
        assertThat(api.get(200, "/audit", "", "").findValuesAsText("action"))
                .as("an action recorded by an earlier version")
                .contains("replay-resume")
                .doesNotContain("replay-go-on");
        api.post(404, "/replays/{id}/stop", "99999999", null);
        api.get(404, "/replays/{id}", "first", "");
    }

    @Test
    void aWorkspaceIsPausedAndResumed() {
        String workspace = scene.workspace();
        String body = "{\"workspaceId\": \"" + workspace + "\", \"reason\": \"they move\"}";

        assertThat(api.post(200, "/pause", "", body).get("changed").booleanValue())
                .isTrue();
        assertThat(api.post(200, "/pause", "", body).get("changed").booleanValue())
                .isFalse();
        assertThat(api.get(200, "/workspaces", "", "contains=" + workspace)
                        .at("/workspaces/0/paused")
                        .booleanValue())
                .isTrue();
        assertThat(api.post(200, "/resume", "", body).get("changed").booleanValue())
                .isTrue();
    }

    @Test
    void aPauseThatMayBeAMistakeIsMadeWithAWarning() {
        JsonNode known = api.post(200, "/pause", "", "{\"workspaceId\": \"" + scene.workspace() + "\"}");
        JsonNode unknown = api.post(200, "/pause", "", "{\"workspaceId\": \"no such one\"}");

        assertThat(known.get("warning").isNull()).isTrue();
        assertThat(unknown.get("changed").booleanValue()).isTrue();
        assertThat(unknown.get("warning").textValue())
                .isEqualTo("workspace no such one has no settings row and no events: check the id");
    }

    @Test
    void staleLocksAreReleased() {
        scene.database()
                .insertEvent(row -> row.provider("INBOXXIA").locked(Instant.parse("2026-01-01T00:00:00Z"), "somebody"));

        assertThat(api.post(200, "/locks/release", "", null).get("released")).isEmpty();
    }

    @Test
    void everythingIsPausedByOneWhoSaysSo() {
        try {
            assertThat(api.post(200, "/pause", "", "{\"all\": true}")
                            .get("changed")
                            .booleanValue())
                    .isTrue();
        } finally {
            api.post(200, "/resume", "", "{\"all\": true}");
        }
    }
}
