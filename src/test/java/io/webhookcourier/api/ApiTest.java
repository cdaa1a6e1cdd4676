package io.webhookcourier.api;

import static io.webhookcourier.support.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API on a running service; every answer is held against the OpenAPI document. */
class ApiTest {

    private static Scene scene;
    private static Http http;
    private static DescribedApi api;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of("courier.retry.initial-delay", "15m"));
        http = Http.to(scene.courier().url());
        api = new DescribedApi(http);
    }

    @AfterAll
    static void everyOperationOfTheDocumentWasSeenToSucceed() {
        try {
            Set<String> missing = new HashSet<>(api.operations());
            missing.removeAll(api.succeeded());
            assertThat(missing).containsExactlyInAnyOrder("get /events.csv", "get /openapi.json", "get /openapi.yaml");
        } finally {
            scene.close();
        }
    }

    @Test
    void theDocumentNamesEveryPathThatIsAnswered() {
        List<String> routes = Stream.of(ApiRoute.values())
                .map(route -> route.method().toLowerCase(Locale.ROOT) + " "
                        + (route == ApiRoute.INDEX
                                ? "/"
                                : route.path().substring(ApiRoute.ROOT.length()).replaceAll(":(\\w+)", "{$1}")))
                .toList();

        assertThat(api.operations()).containsExactlyInAnyOrderElementsOf(routes);
        assertThat(http.get("/api/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void theIndexLeadsToWhatThereIs() {
        JsonNode index = api.get(200, "/", "", "");

        assertThat(http.get("/api/v1").body()).isEqualTo(index.toString());
        assertThat(index.get("links")).hasSize(5).allSatisfy(link -> assertThat(
                        http.get(link.textValue()).status())
                .isEqualTo(200));
        assertThat(http.get(index.get("description").textValue()).status()).isEqualTo(200);
    }

    /** Generated clients refuse what such a schema does not name, and fields may be added. */
    @Test
    void answersAreDescribedWithoutForbiddingNewFields() {
        JsonNode schemas = api.description().at("/components/schemas");

        assertThat(schemas).isNotEmpty();
        assertThat(schemas.findValues("additionalProperties")).noneMatch(JsonNode::isBoolean);
        assertThat(api.description().get("paths").findValues("responses"))
                .flatMap(responses -> responses.findValues("additionalProperties"))
                .noneMatch(JsonNode::isBoolean);
    }

    @Test
    void theOverviewCountsAndNamesTheWorker() {
        String id = scene.event(row -> {});
        scene.awaitStatus(id, "SUCCEEDED");

        JsonNode overview = api.get(200, "/overview", "", "");

        assertThat(overview.at("/workers/0/alive").booleanValue()).isTrue();
        assertThat(overview.get("lastHour")).hasSize(60);
        assertThat(overview.at("/due/more").booleanValue()).isFalse();
    }

    @Test
    void eventsComeInPages() {
        String workspace = "pages-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            scene.database().insertEvent(row -> row.workspaceId(workspace).provider("INBOXXIA"));
        }

        Set<String> ids = new HashSet<>();
        String after = "";
        do {
            JsonNode page = api.get(200, "/events", "", "workspaceId=" + workspace + "&limit=2" + after);
            page.get("events").forEach(event -> ids.add(event.get("id").textValue()));
            after = page.get("next").isNull()
                    ? null
                    : "&after=" + page.get("next").textValue();
        } while (after != null);

        assertThat(ids).hasSize(5);
    }

    @Test
    void severalStatusesAreAskedForAtOnce() {
        String workspace = "statuses-" + UUID.randomUUID();
        for (String status : List.of("PENDING", "SUCCEEDED", "FAILED")) {
            scene.database()
                    .insertEvent(row ->
                            row.workspaceId(workspace).provider("INBOXXIA").status(status));
        }

        JsonNode small = api.get(200, "/events", "", "workspaceId=" + workspace + "&status=FAILED,PENDING");
        JsonNode walked = api.get(200, "/events", "", "status=FAILED,PENDING&limit=200");

        assertThat(small.findValuesAsText("status")).containsExactlyInAnyOrder("FAILED", "PENDING");
        assertThat(walked.findValuesAsText("status"))
                .contains("FAILED", "PENDING")
                .doesNotContain("SUCCEEDED");
        assertThat(api.get(400, "/events", "", "status=FAILED,LOST")
                        .get("detail")
                        .textValue())
                .startsWith("status: one of PENDING, RUNNING, SUCCEEDED, FAILED is accepted");
        assertThat(api.get(400, "/events", "", "status=FAILED&status=PENDING")
                        .get("detail")
                        .textValue())
                .isEqualTo("status comes twice; once is accepted");
    }

    @Test
    void aListIsChosenByDedupeKeyAndByLeadAndNamesBoth() {
        String key = "crm:lead_created:" + UUID.randomUUID();
        String id = scene.database()
                .insertEvent(row -> row.dedupeKey(key).provider("INBOXXIA").raw("{\"leadId\": \"lead-9\"}"));

        JsonNode byKey = api.get(200, "/events", "", "dedupeKey=" + key);
        JsonNode other = api.get(200, "/events", "", "dedupeKey=" + key + "&status=FAILED,SUCCEEDED");
        JsonNode byLead = api.get(200, "/events", "", "leadId=lead-9");

        assertThat(byKey.get("events")).hasSize(1).isEqualTo(byLead.get("events"));
        assertThat(byKey.at("/events/0/id").textValue()).isEqualTo(id);
        assertThat(byKey.at("/events/0/dedupeKey").textValue()).isEqualTo(key);
        assertThat(byKey.at("/events/0/leadId").textValue()).isEqualTo("lead-9");
        assertThat(other.get("events")).isEmpty();
        assertThat(api.get(200, "/events/{id}", id, "").get("leadId").textValue())
                .isEqualTo("lead-9");
    }

    @Test
    void aListIsExportedAsCsvWithoutFormulas() {
        String workspace = "csv-" + UUID.randomUUID();
        String id = scene.database().insertEvent(row -> row.workspaceId(workspace)
                .provider("INBOXXIA")
                .status("FAILED")
                .raw("{\"leadId\": \"=HYPERLINK(1)\"}"));
        scene.database()
                .update("UPDATE \"WebhookEvent\" SET \"lastError\" = 'status=500 body=\"a,\nb\"' WHERE \"id\" = ?", id);

        Http.Answer csv = http.get("/api/v1/events.csv?status=FAILED&workspaceId=" + workspace);

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=events.csv");
        assertThat(csv.body())
                .startsWith("id,status,outcome,provider,eventType,workspaceId,leadId,dedupeKey,")
                .contains("\r\n" + id + ",FAILED,,INBOXXIA,lead_created," + workspace + ",'=HYPERLINK(1),")
                .contains(",\"status=500 body=\"\"a,\nb\"\"\",");
        assertThat(http.get("/api/v1/events.csv?limit=3").status()).isEqualTo(400);
        assertThat(http.get("/events.csv?find=" + id).status()).isEqualTo(400);
        assertThat(http.get("/events.csv?status=FAILED&workspace=" + workspace).body())
                .isEqualTo(csv.body());
    }

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
    void anEventThatThisServiceDoesNotDeliverIsEnqueuedWithAWarning() {
        JsonNode queued = api.post(201, "/events", "", """
                {"eventType": "reply", "workspaceId": "w", "leadId": "l", "provider": "INBOXXIA"}""", "Idempotency-Key: of another provider");

        assertThat(queued.get("warning").textValue())
                .isEqualTo("this service does not handle provider INBOXXIA: courier.queue.providers is CRM");
    }

    @Test
    void staleLocksAreReleased() {
        scene.database()
                .insertEvent(row -> row.provider("INBOXXIA").locked(Instant.parse("2026-01-01T00:00:00Z"), "somebody"));

        assertThat(api.post(200, "/locks/release", "", null).get("released")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0 | limit must be between 1 and 200 (was 0)",
                "limit=x | limit: a whole number is accepted",
                "status=DONE | status: one of PENDING, RUNNING, SUCCEEDED, FAILED is accepted",
                "from=yesterday | from: a moment such as 2026-03-01T10:00:00Z is accepted, with a zone or Z",
                "after=x | after: not a cursor of this list; take it from the page before",
                "statsu=FAILED | unknown parameter \"statsu\"",
                "status=%zz | the URL or the form is not percent-coded properly"
            })
    void aQuestionThatCannotBeAnsweredIsRefusedByName(String query, String detail) {
        assertThat(api.get(400, "/events", "", query).get("detail").textValue()).startsWith(detail);
    }

    @Test
    void unknownPathsAndMethodsAreRefused() {
        Http.Answer missing = http.get("/api/v1/nothing");
        Http.Answer deleted = http.send("DELETE", "/api/v1/events", null);

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(deleted.status()).isEqualTo(405);
        assertThat(deleted.header("Allow")).isEqualTo("GET, POST");
        assertThat(http.send("PUT", "/api/v1/replays/preview", null).header("Allow"))
                .isEqualTo("POST, GET");
        assertThat(http.send("HEAD", "/api/v1/overview", null).status()).isEqualTo(200);
        assertThat(http.get("/api/v1/events/e/replay/more").status()).isEqualTo(404);
        assertThat(api.get(404, "/events/{id}", "no%20such%2Fevent", "")
                        .get("detail")
                        .textValue())
                .isEqualTo("there is no event with the id or dedupeKey no such/event");
    }

    @Test
    void aBodyBeyondTheLimitIsNotRead() {
        assertThat(http.post("/api/v1/events", "{\"row\": \"" + "x".repeat(1_200_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"/pause", "/resume", "/replays"})
    void anActionWithoutLimitsMustSaySo(String action) {
        for (String body :
                new String[] {null, "{}", "{\"workspaceId\": \"\"}", "{\"workspaceId\": null, \"all\": false}"}) {
            assertThat(api.post(400, action, "", body).get("detail").textValue())
                    .endsWith("send {\"all\": true}");
        }
        assertThat(api.post(400, action, "", "{\"workspaceId\": \"w\", \"all\": true}")
                        .get("detail")
                        .textValue())
                .startsWith("all: true is accepted without workspaceId");
        assertThat(scene.database().query("SELECT * FROM courier.pause WHERE workspace_id = ''"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/pause", "/resume", "/replays", "/replays/preview", "/locks/release", "/events", "/events/x/replay"})
    void aBodyOfAnotherTypeIsNeverTakenForNone(String action) {
        String multipart = "--b\r\nContent-Disposition: form-data; name=\"workspaceId\"\r\n\r\nacme\r\n--b--\r\n";
        for (String type : new String[] {
            "multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/plain", "application/jsonx"
        }) {
            assertThat(http.send("POST", "/api/v1" + action, multipart, "Content-Type: " + type, "Idempotency-Key: k")
                            .status())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(http.send("POST", "/api/v1" + action, "{\"all\": true}", "Idempotency-Key: k")
                        .status())
                .as("no type")
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"/pause", "/resume", "/replays", "/replays/preview", "/locks/release", "/events", "/events/x/replay"})
    void anActionTakesItsTargetFromTheBodyOnly(String action) {
        assertThat(http.post("/api/v1" + action + "?workspaceId=acme", "{\"all\": true}", "Idempotency-Key: k")
                        .body())
                .contains("URL parameters are not accepted here");
        assertThat(http.post("/api/v1" + action, "{\"by\": \"a\", \"by\": \"b\"}", "Idempotency-Key: k")
                        .status())
                .as("a key that comes twice")
                .isEqualTo(400);
    }

    @Test
    void aParameterThatComesTwiceIsRefusedByName() {
        assertThat(api.get(400, "/events", "", "workspaceId=a&workspaceId=b")
                        .get("detail")
                        .textValue())
                .isEqualTo("workspaceId comes twice; once is accepted");
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

    @ParameterizedTest
    @CsvSource({
        "999999999-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z"
    })
    void aMomentThatPostgresqlCannotHoldIsTheClientsMistake(String moment) {
        String encoded = moment.replace("+", "%2B");
        assertThat(api.get(400, "/events", "", "from=" + encoded).get("detail").textValue())
                .startsWith("from: a moment");
        assertThat(api.post(400, "/replays/preview", "", "{\"since\": \"" + moment + "\"}")
                        .get("detail")
                        .textValue())
                .startsWith("since: a moment");
        assertThat(api.post(
                                400,
                                "/events",
                                "",
                                "{\"eventType\":\"lead_created\",\"workspaceId\":\"w\",\"leadId\":\"l\",\"row\":{},\"occurredAt\":\""
                                        + moment + "\"}",
                                "Idempotency-Key: k")
                        .get("detail")
                        .textValue())
                .startsWith("occurredAt: a moment");
    }

    @ParameterizedTest
    @CsvSource({
        "+999999999-12-31T00:00:00 0 x",
        "-999999999-01-01T00:00:01 3 x",
        "294276-01-01T00:00:00 3 x",
        "2026-01-01T00:00:00 9 x",
        "2026-01-01T00:00:00 -1 x"
    })
    void aForgedCursorIsTheClientsMistake(String plain) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        assertThat(api.get(400, "/events", "", "after=" + cursor).get("detail").textValue())
                .startsWith("after: not a cursor");
    }

    @Test
    void aTextThatPostgresqlCannotHoldIsTheClientsMistake() {
        api.get(400, "/workspaces", "", "after=%00");
        api.get(400, "/workspaces", "", "contains=a%00");
        api.post(400, "/pause", "", "{\"workspaceId\": \"half \\ud800\"}");
        assertThat(http.get("/events?workspace=%00&from=999999999-01-01T00:00").status())
                .isEqualTo(400);
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

    @ParameterizedTest
    @CsvSource({"/api/v1/events/%zz", "/api/v1/events/e?limit=%zz", "/api/v1/events?limit=%zz"})
    void anInvalidPercentEncodingIsTheClientsError(String path) {
        assertThat(http.get(path).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"/api/v2/overview", "/api/x/overview", "/api/pause", "/api"})
    void nothingElseBelowApiIsAnsweredAsTheApi(String path) {
        assertThat(http.get(path).status()).isIn(400, 404);
        assertThat(http.post(path, "{\"all\": true}").status()).isIn(400, 404);
    }

    private static String event(String workspace, String lead) {
        return "{\"eventType\": \"lead_created\", \"workspaceId\": \"" + workspace + "\", \"leadId\": \"" + lead
                + "\", \"row\": {}}";
    }
}
