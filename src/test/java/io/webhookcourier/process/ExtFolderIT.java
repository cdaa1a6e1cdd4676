package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Http;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What users put into {@code ext/} beside the packaged jar: a Camel component, and routes in Java. */
class ExtFolderIT {

    private static final Duration START = Duration.ofSeconds(60);

    private static final Pattern CONSOLE = Pattern.compile("console +(http://127.0.0.1:\\d+)/");

    private static final String USERS = """
            - routeTemplate:
                id: mark
                parameters: [ { name: with } ]
                from:
                  uri: kamelet:source
                  steps:
                    - setHeader: { name: x-marked, simple: "{{with}} %s" }
            - rest:
                path: /leads
                get:
                  - path: "/{id}"
                    to: direct:lead
            - route:
                id: lead
                from:
                  uri: direct:lead
                  steps:
                    - setBody: { simple: "lead ${header.id} %s" }
            """;

    private final WorkingFolder folder = WorkingFolder.create();
    private final Installation installation = Installation.in(folder);

    @Test
    void componentsAndRoutesInJavaAreFoundAndWhatUsesThemIsReloaded() throws Exception {
        installation.add(Path.of("target", "ext-steps"));
        Files.writeString(folder.route("users"), USERS.formatted("at first", "at first"));
        folder.editRoute(
                "deliver-crm",
                "        - to:\n            id: post\n",
                "        - to: \"kamelet:mark?with=marked\"\n        - to:\n            id: post\n");
        packRoutes();
        folder.editRoute(
                "look-up-crm-row",
                "        - setBody:\n            id: no-row\n            constant:\n              expression: \"\"\n",
                "        - setBody:\n            id: no-row\n            jsonpath:\n              expression: $.lead\n");
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                CourierProcess courier =
                        CourierProcess.startJar(installation.jar(), folder, environment(database, receiver))) {
            courier.awaitOutput("claiming", START);
            database.insertWorkspace("w", receiver.url(), "whsec_w", "lead_created");
            String java = database.insertEvent(row -> row.provider("INBOXXIA").raw("{\"in\": \"java\"}"));
            String crm = database.insertEvent(
                    row -> row.workspaceId("w").raw("{\"leadId\": \"l\", \"lead\": {\"name\": \"Ada\"}}"));

            await().atMost(START).untilAsserted(() -> {
                assertThat(database.row(java)).as(courier.stdout()).containsEntry("status", "SUCCEEDED");
                assertThat(database.row(crm)).as(courier.stdout()).containsEntry("status", "SUCCEEDED");
            });
            assertThat(receiver.requests(java)).singleElement().satisfies(request -> assertThat(request.text())
                    .isEqualTo("{\"in\": \"java\"}"));
            assertThat(receiver.requests(crm)).singleElement().satisfies(request -> assertThat(request.text())
                    .contains("Ada"));
            assertThat(receiver.requests(crm).get(0).header("x-marked")).isEqualTo("marked at first");
            Matcher console = CONSOLE.matcher(courier.stdout());
            assertThat(console.find()).isTrue();
            Http http = Http.to(console.group(1));
            assertThat(http.get("/leads/7").body()).contains("lead 7 at first");

            Files.writeString(folder.route("users"), USERS.formatted("later", "later"));
            courier.awaitOutput("The routes were reloaded", START);
            await().atMost(START)
                    .untilAsserted(() -> assertThat(http.get("/leads/7").body()).contains("lead 7 later"));
            String later = database.insertEvent(
                    row -> row.workspaceId("w").raw("{\"leadId\": \"l\", \"lead\": {\"name\": \"Ada\"}}"));
            await().atMost(START).untilAsserted(() -> assertThat(receiver.requests(later))
                    .as(courier.stdout())
                    .singleElement()
                    .satisfies(request -> assertThat(request.header("x-marked")).isEqualTo("marked later")));
        }
    }

    @Test
    void aJarThatIsNoneIsNamed() throws Exception {
        Files.writeString(installation.ext().resolve("broken.jar"), "half a download");
        try (CourierProcess courier = CourierProcess.startJar(installation.jar(), folder, Map.of())) {
            assertThat(courier.awaitExit(START)).isEqualTo(2);
            assertThat(courier.stderr()).hasLineCount(1).contains("broken.jar is not a readable jar: ");
        }
    }

    private static Map<String, String> environment(TestDatabase database, Receiver receiver) {
        return Map.of(
                "DATABASE_URL",
                database.jdbcUrl(),
                "COURIER_DATABASE_USERNAME",
                database.username(),
                "COURIER_QUEUE_PROVIDERS",
                "CRM,INBOXXIA",
                "COURIER_EGRESS_ALLOW_HTTP",
                "true",
                "COURIER_EGRESS_ALLOWED_NETWORKS",
                "127.0.0.0/8",
                "INBOXXIA_URL",
                receiver.url(),
                "INBOXXIA_SECRET",
                "whsec_inboxxia");
    }

    /** The class in docs/extending.md, packed as that page says. */
    private void packRoutes() throws IOException {
        Matcher block = Pattern.compile("```java\n(package com.example;.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "extending.md")));
        assertThat(block.find()).isTrue();
        Path source = Path.of("com", "example", "DeliverInboxxia.java");
        Path java = folder.path().resolve("java");
        Files.createDirectories(java.resolve(source).getParent());
        Files.writeString(java.resolve(source), block.group(1));
        Path services = Files.createDirectories(java.resolve("META-INF/services"));
        Files.write(services.resolve("org.apache.camel.RoutesBuilder"), List.of("com.example.DeliverInboxxia"));
        installation.pack(java, source, "inboxxia.jar");
    }
}
