package io.webhookcourier.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Http;
import io.webhookcourier.support.RawHttp;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered, and who is not. */
class ApiSecurityTest {

    private static final String OVERVIEW = "/api/v1/overview";
    private static final String TOKEN = "a-token-for-tests";
    private static final String READ_TOKEN = "a-token-for-looking";
    private static final String BEARER = "Authorization: Bearer " + TOKEN;

    private static TestDatabase database;
    private static RunningCourier open;
    private static RunningCourier guarded;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        open = RunningCourier.start(database, Map.of("courier.instance-id", "open"));
        guarded = RunningCourier.start(
                database,
                Map.of(
                        "courier.instance-id",
                        "guarded",
                        "courier.http.token",
                        TOKEN,
                        "courier.http.read-token",
                        READ_TOKEN,
                        "courier.http.user-header",
                        "X-Forwarded-User",
                        "courier.http.allowed-hosts",
                        "console.example.com"));
    }

    @AfterAll
    static void stop() {
        open.close();
        guarded.close();
        database.close();
    }

    @Test
    void onTheLoopbackNoTokenIsNeededWhereNoneIsSet() {
        assertThat(Http.to(open.url()).get(OVERVIEW).status()).isEqualTo(200);
    }

    @Test
    void whereOneIsSetItIsNeededInTheHeaderAndNowhereElse() {
        Http http = Http.to(guarded.url());

        assertThat(http.get(OVERVIEW, BEARER).status()).isEqualTo(200);
        Http.Answer refused = http.get(OVERVIEW);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(refused.body())
                .contains("urn:webhook-courier:problem:unauthorized")
                .doesNotContain(TOKEN);
        assertThat(http.get(OVERVIEW + "?Authorization=Bearer%20" + TOKEN).status())
                .isEqualTo(401);
        assertThat(http.get(OVERVIEW + "?token=" + TOKEN).status()).isEqualTo(401);
        assertThat(http.get(OVERVIEW, "Cookie: courier_session=" + TOKEN).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "false, /api/v1/events, application/json",
        "false, /pause, application/x-www-form-urlencoded",
        "true, /hawtio/jolokia, application/json"
    })
    void withoutTheTokenNoBodyIsWaitedFor(boolean management, String path, String type) {
        String headersOnly = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type
                + "\r\nContent-Length: 1000000\r\n\r\n";

        assertThat(RawHttp.to(management ? guarded.managementUrl() : guarded.url())
                        .untilClosed(headersOnly))
                .hasSize(1)
                .allMatch(status -> status == 401 || status == 303);
    }

    @Test
    void theReadTokenLooksAndChangesNothing() {
        Http http = Http.to(guarded.url());
        String bearer = "Authorization: Bearer " + READ_TOKEN;

        assertThat(http.get(OVERVIEW, bearer).status()).isEqualTo(200);
        assertThat(http.post("/api/v1/replays/preview", "{\"workspaceId\": \"w\"}", bearer)
                        .status())
                .isEqualTo(200);
        for (String path : List.of("/pause", "/resume", "/events", "/replays", "/locks/release", "/events/e/replay")) {
            Http.Answer refused = http.post("/api/v1" + path, "{\"all\": true}", bearer);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("problem:read-only", "courier.http.token");
        }
        assertThat(database.query("SELECT FROM courier.pause")).isEmpty();
    }

    @Test
    void theReadTokensSessionLooksAndChangesNothing() {
        Http http = Http.to(guarded.url());
        String form = "Content-Type: application/x-www-form-urlencoded";
        Http.Answer in = http.send("POST", "/login", "token=" + READ_TOKEN, form);
        String cookie = "Cookie: " + in.header("Set-Cookie").split(";")[0];
        String formToken =
                http.get("/", cookie).body().replaceFirst("(?s).*name=\"form-token\" value=\"([^\"]+)\".*", "$1");

        Http.Answer refused = http.send("POST", "/pause", "all=true&form-token=" + formToken, form, cookie);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("courier.http.read-token");
        assertThat(database.query("SELECT FROM courier.pause")).isEmpty();
        assertThat(http.send("POST", "/logout", "form-token=" + formToken, form, cookie)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void theReadTokenReadsAttributesThroughJolokiaAndCallsNothing() {
        Http http = Http.to(guarded.managementUrl());
        String bearer = "Authorization: Bearer " + READ_TOKEN;
        String read = "{\"type\": \"read\", \"mbean\": \"java.lang:type=Runtime\", \"attribute\": \"Uptime\"}";
        String exec = "{\"type\": \"exec\", \"mbean\": \"x:y=z\", \"operation\": \"pause\"}";

        assertThat(http.post("/hawtio/jolokia", read, bearer).status()).isEqualTo(200);
        assertThat(http.post("/hawtio/jolokia", exec, bearer).status()).isEqualTo(403);
        assertThat(http.post("/hawtio/jolokia", "[" + read + "," + exec + "]", bearer)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void wrongTokensCountTogetherWhereverTheyArePresented() {
        Http http = Http.to(guarded.url());
        String wrong = "Authorization: Bearer wrong-token-for-tests";
        for (int i = 0; i < 6; i++) {
            http.get(OVERVIEW, wrong);
            http.get("/a-route-of-a-users", wrong);
        }

        assertThat(Http.to(guarded.managementUrl()).get("/hawtio/", wrong)).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("60");
        });
        assertThat(Http.to(guarded.managementUrl()).get("/hawtio/", BEARER).status())
                .isEqualTo(200);
        assertThat(http.get(OVERVIEW, BEARER).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example"})
    void aNameThatWasReboundToThisAddressIsRefused(String host) {
        Http.Answer answer = Http.to(open.url()).get(OVERVIEW, "Host: " + host);

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body()).contains("courier.http.allowed-hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:1234", "[::1]:80", "LOCALHOST", "10.1.2.3"})
    void addressesAndLocalhostCannotBeRebound(String host) {
        assertThat(Http.to(open.url()).get(OVERVIEW, "Host: " + host).status()).isEqualTo(200);
    }

    @Test
    void aNameOfThisServiceIsAccepted() {
        assertThat(Http.to(guarded.url())
                        .get(OVERVIEW, "Host: Console.example.com:443", BEARER)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theProxysUserNameTakesPrecedenceInTheAudit() {
        Http proxied = Http.to(guarded.url());
        String body = "{\"workspaceId\": \"w-proxied\", \"by\": \"mallory\"}";

        proxied.post("/api/v1/pause", body, BEARER, "X-Forwarded-User: ada@example.com");
        proxied.post("/api/v1/resume", body, BEARER);
        Http.to(open.url()).post("/api/v1/pause", body, "X-Forwarded-User: ada@example.com");
        Http.to(open.url()).post("/api/v1/resume", body);

        assertThat(database.query("SELECT actor FROM courier.audit WHERE target = 'workspace:w-proxied' ORDER BY id"))
                .extracting(line -> line.get("actor"))
                .containsExactly(
                        "ada@example.com (named by the proxy, API from 127.0.0.1)",
                        "mallory (API from 127.0.0.1)",
                        "mallory (API from 127.0.0.1)",
                        "mallory (API from 127.0.0.1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void whatAnotherSitesPageAsksIsRefused(String header) {
        Http http = Http.to(open.url());

        assertThat(http.post("/api/v1/pause", "{}", header).status()).isEqualTo(403);
        assertThat(http.get(OVERVIEW, header).status()).isEqualTo(403);
        assertThat(database.query("SELECT * FROM courier.pause")).isEmpty();
    }

    @Test
    void theServicesOwnPagesMayAsk() {
        Http http = Http.to(open.url());

        assertThat(http.get(OVERVIEW, "Origin: " + open.url(), "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFormCannotReachTheApi() {
        Http.Answer answer = Http.to(open.url())
                .send("POST", "/api/v1/pause", "reason=x", "Content-Type: application/x-www-form-urlencoded");

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void answersAreNotForCachesNorForFrames() {
        Http.Answer answer = Http.to(open.url()).get(OVERVIEW);

        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }
}
