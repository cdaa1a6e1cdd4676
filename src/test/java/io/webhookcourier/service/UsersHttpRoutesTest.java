package io.webhookcourier.service;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Http;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A route of a user's that answers HTTP requests lets in the callers that the API lets in. */
class UsersHttpRoutesTest {

    private static final String FILE = "greet.camel.yaml";
    private static final String TOKEN = "token-of-the-test-0001";
    private static final String RIGHT = "Authorization: Bearer " + TOKEN;
    private static final String READ_TOKEN = "token-of-the-test-0002";
    private static final String ROUTE = """
            - route:
                id: greet
                from:
                  uri: platform-http
                  parameters: { path: /greet }
                  steps:
                    - setBody: { constant: first }
            """;

    private static TestDatabase database;
    private static RouteFolder routes;
    private static RunningCourier courier;
    private static Http http;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        routes = RouteFolder.shipped();
        routes.write(FILE, ROUTE);
        courier = RunningCourier.start(
                database.jdbcUrl(),
                Map.of("courier.http.token", TOKEN, "courier.http.read-token", READ_TOKEN),
                routes.workingFolder());
        http = Http.to(courier.url());
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        database.close();
    }

    @Test
    void theTokenAndTheOriginAreCheckedBeforeAndAfterAReload() {
        assertGuarded("first");

        routes.edit(FILE, "constant: first", "constant: second");
        eventually(() -> assertThat(http.get("/greet", RIGHT).body()).contains("second"));

        assertGuarded("second");
    }

    @Test
    void aMistypedAddressStaysInTheConsoleForThoseWhoHaveLoggedIn() {
        Http.Answer login =
                http.send("POST", "/login", "token=" + TOKEN, "Content-Type: application/x-www-form-urlencoded");
        String cookie = "Cookie: " + login.header("Set-Cookie").split(";")[0];

        Http.Answer moved = http.get("/nope", "Accept: text/html", cookie);
        assertThat(moved.status()).isEqualTo(303);
        Http.Answer page = http.get(moved.header("Location"), "Accept: text/html", cookie);
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("Page not found", "aria-label=\"Parts of the console\"");
        assertThat(http.get("/nope", "Accept: text/html").status()).isEqualTo(401);
        assertThat(http.get("/nope", cookie).status()).isEqualTo(401);
    }

    @Test
    void theServicesOwnPathsCannotBeTaken() {
        routes.write(
                "takes-all.camel.yaml",
                ROUTE.replace("id: greet", "id: takes-all")
                        .replace("path: /greet", "path: /, matchOnUriPrefix: true")
                        .replace("first", "taken"));

        eventually(() -> assertThat(http.get("/anything", RIGHT).body()).contains("taken"));
        assertThat(http.get("/api/v1/overview", RIGHT).body()).doesNotContain("taken");
        assertThat(http.get("/api/v1/overview").status()).isEqualTo(401);
        assertThat(http.get("/login").body()).doesNotContain("taken");

        routes.delete("takes-all.camel.yaml");
    }

    @Test
    void aRouteOnAPathOfTheServiceIsRefusedByName() {
        routes.write(
                "taken.camel.yaml", ROUTE.replace("id: greet", "id: mine").replace("path: /greet", "path: /audit"));

        Http management = Http.to(courier.managementUrl());
        eventually(() -> assertThat(management.get("/observe/health").body().replace("\\", ""))
                .contains(
                        "taken.camel.yaml does not load: route mine would never be called, because /audit is a path of"
                                + " the console; choose another path"));
        assertThat(http.get("/greet", RIGHT).status()).isEqualTo(200);

        routes.delete("taken.camel.yaml");
        eventually(() -> assertThat(management.get("/observe/health").body()).doesNotContain("taken.camel.yaml"));
    }

    private static void assertGuarded(String body) {
        Http.Answer without = http.get("/greet");
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(http.get("/greet", "Authorization: Bearer wrong").status()).isEqualTo(401);
        assertThat(http.get("/greet", "Authorization: Bearer " + READ_TOKEN).status())
                .isEqualTo(403);
        assertThat(http.get("/greet", RIGHT, "Origin: https://elsewhere.example")
                        .status())
                .isEqualTo(403);
        assertThat(http.get("/greet", RIGHT, "Host: rebound.example").status()).isEqualTo(421);
        assertThat(http.get("/greet", RIGHT)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains(body);
        });
    }
}
