package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Scene;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ids, secrets and URLs are pasted from chats, mails and spreadsheets, which put no-break spaces, byte order marks and
 * line breaks around them. The claim, the pause, the look-up, the signature and what people are shown must take them for
 * the same.
 *
 * @see <a href="https://github.com/webhookdb/webhookdb/issues/895">webhookdb/webhookdb#895</a>
 * @see <a href="https://github.com/tuist/tuist/pull/10484">tuist/tuist#10484</a>
 */
class WhiteSpaceAroundIdsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Scene scene;
    private static Http console;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of());
        console = Http.to(scene.courier().url());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\ufeff", "\u2003", "\u3000", "\u2028", "\t\r\n\u000b\f "})
    void aPausedWorkspaceIsPausedWithWhiteSpaceAroundItsIdToo(String space) throws Exception {
        String workspace = scene.workspace();
        assertThat(post("/api/v1/pause", Map.of("workspaceId", space + workspace + space))
                        .get("changed")
                        .asBoolean())
                .isTrue();
        String ofRow = scene.database().insertEvent(row -> row.workspaceId(space + workspace + space)
                .raw(json(Map.of("leadId", "l", "row", Map.of()))));
        String ofPayload = scene.database().insertEvent(row -> row.workspaceId(space)
                .raw(json(Map.of("workspaceId", space + workspace, "leadId", "l", "row", Map.of()))));
        String later = scene.event(row -> {});
        scene.awaitStatus(later, "SUCCEEDED");

        assertThat(scene.receiver().requests(ofRow)).isEmpty();
        assertThat(scene.receiver().requests(ofPayload)).isEmpty();
        assertThat(get("/api/v1/events/" + ofRow).get("why").asText()).startsWith("The workspace has been paused");

        assertThat(post("/api/v1/resume", Map.of("workspaceId", workspace + space))
                        .get("changed")
                        .asBoolean())
                .isTrue();
        scene.awaitStatus(ofRow, "SUCCEEDED");
        scene.awaitStatus(ofPayload, "SUCCEEDED");
        assertThat(scene.receiver().requests(ofRow)).hasSize(1);
    }

    @Test
    void aSecretIsSignedAndPreviewedWithoutWhiteSpaceAroundIt() throws Exception {
        String workspace = "secret-with-space";
        scene.database()
                .insertWorkspace(workspace, scene.receiver().url(), "\u00a0whsec_pasted\ufeff\u2003", "lead_created");
        String event = scene.database().insertEvent(row -> row.workspaceId(workspace));
        scene.awaitStatus(event, "SUCCEEDED");

        ReceivedRequest sent = scene.receiver().requests(event).get(0);
        JsonNode shown = get("/api/v1/events/" + event).at("/request/headers");
        SigningKey key = SigningKey.of("whsec_pasted");
        assertThat(sent.header("x-zrg-signature"))
                .isEqualTo(WebhookSignature.of(key, sent.header("x-zrg-timestamp"), sent.body()));
        assertThat(shown.get("x-zrg-signature").asText())
                .isEqualTo(WebhookSignature.of(key, shown.get("x-zrg-timestamp").asText(), sent.body()));
    }

    @Test
    void aUrlThatEndsInALineBreakIsDeliveredToAndShownAsUsable() throws Exception {
        String workspace = "url-with-line-break";
        scene.database().insertWorkspace(workspace, scene.receiver().url() + "\r\n\u00a0", "s", "lead_created");
        String event = scene.database().insertEvent(row -> row.workspaceId(workspace));

        scene.awaitStatus(event, "SUCCEEDED");
        assertThat(scene.receiver().requests(event)).hasSize(1);
        assertThat(get("/api/v1/events/" + event).at("/endpoint/host").asText())
                .isEqualTo("127.0.0.1:" + scene.receiver().port());
    }

    @Test
    void aUrlWithABlankOrATabInsideIsSkippedWithWhatIsWrongAndShownSo() throws Exception {
        String workspace = "url-with-tab";
        scene.database().insertWorkspace(workspace, "https://crm.example.com/\thook", "s", "lead_created");
        String event = scene.database().insertEvent(row -> row.workspaceId(workspace));

        scene.awaitStatus(event, "SUCCEEDED");
        assertThat(scene.awaitAttempts(event, 1).get(0))
                .containsEntry("error", "missing_url: the URL holds a tab at position 25");
        assertThat(get("/api/v1/events/" + event).at("/endpoint/urlProblem").asText())
                .isEqualTo("the URL holds a tab at position 25");
        eventually(() -> assertThat(console.get("/workspaces?contains=" + encoded(workspace))
                        .body())
                .contains("not accepted: the URL holds a tab at position 25"));
    }

    private static JsonNode get(String path) throws Exception {
        return JSON.readTree(console.get(path).body());
    }

    private static JsonNode post(String path, Map<String, Object> body) throws Exception {
        return JSON.readTree(console.post(path, json(body)).body());
    }

    private static String json(Map<String, Object> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
