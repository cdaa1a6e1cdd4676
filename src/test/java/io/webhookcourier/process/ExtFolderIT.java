package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users put into {@code ext/} beside the packaged jar: a Camel component, and routes in Java. */
class ExtFolderIT {

    private static final Duration START = Duration.ofSeconds(60);

    private final WorkingFolder folder = WorkingFolder.create();
    private final Path installation = folder.path().resolve("installation");
    private final Path jar = installation.resolve("webhook-courier.jar");
    private final Path ext = installation.resolve("ext");

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(ext);
        Files.copy(Path.of("target", "webhook-courier.jar"), jar);
        Files.createSymbolicLink(
                installation.resolve("lib"), Path.of("target", "lib").toAbsolutePath());
    }

    @Test
    void aComponentAndRoutesInJavaAreFound() throws Exception {
        try (Stream<Path> jars = Files.list(Path.of("target", "ext-jsonpath"))) {
            for (Path each : jars.toList()) {
                Files.copy(each, ext.resolve(each.getFileName()));
            }
        }
        packRoutes();
        folder.editRoute(
                "look-up-crm-row",
                "        - setBody:\n            id: no-row\n            constant:\n              expression: \"\"\n",
                "        - setBody:\n            id: no-row\n            jsonpath:\n              expression: $.lead\n");
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                CourierProcess courier = CourierProcess.startJar(jar, folder, environment(database, receiver))) {
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
        }
    }

    @Test
    void aJarThatIsNoneIsNamed() throws Exception {
        Files.writeString(ext.resolve("broken.jar"), "half a download");
        try (CourierProcess courier = CourierProcess.startJar(jar, folder, Map.of())) {
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

    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** The class in docs/extending.md, packed as that page says. */
    private void packRoutes() throws IOException {
        Matcher block = Pattern.compile("```java\n(package com.example;.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "extending.md")));
        assertThat(block.find()).isTrue();
        Path sources = Files.createDirectories(folder.path().resolve("java"));
        Path source = Files.writeString(sources.resolve("DeliverInboxxia.java"), block.group(1));
        Path classes = Files.createDirectories(folder.path().resolve("classes"));
        String classPath = libraries();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.write(services.resolve("org.apache.camel.RoutesBuilder"), List.of("com.example.DeliverInboxxia"));
        int packed = java.util.spi.ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        ext.resolve("inboxxia.jar").toString(),
                        "-C",
                        classes.toString(),
                        ".");
        assertThat(packed).isZero();
    }
}
