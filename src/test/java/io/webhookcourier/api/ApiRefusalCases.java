package io.webhookcourier.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused, wherever they go. Run by {@link ApiTest}. */
abstract class ApiRefusalCases extends ApiCases {

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

    @Test
    void aTextThatPostgresqlCannotHoldIsTheClientsMistake() {
        api.get(400, "/workspaces", "", "after=%00");
        api.get(400, "/workspaces", "", "contains=a%00");
        api.post(400, "/pause", "", "{\"workspaceId\": \"half \\ud800\"}");
        assertThat(http.get("/events?workspace=%00&from=999999999-01-01T00:00").status())
                .isEqualTo(400);
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
}
