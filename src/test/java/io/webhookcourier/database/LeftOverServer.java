package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that starts an embedded PostgreSQL, inserts an event, and is killed without warning. */
final class LeftOverServer {

    private LeftOverServer() {}

    static void of(Path directory, String eventId) throws Exception {
        Process process = process(directory, eventId, Map.of());
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines().anyMatch("inserted"::equals)).isTrue();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The process itself, with variables added to its environment. */
    static Process process(Path directory, String eventId, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeftOverServer.class.getName(),
                directory.toString(),
                eventId);
        builder.environment().putAll(environment);
        return builder.start();
    }

    public static void main(String[] arguments) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
        EmbeddedDatabaseTest.insert(database, arguments[1]);
        System.out.println("inserted");
        Thread.currentThread().join();
    }
}
