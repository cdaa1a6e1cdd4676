package io.webhookcourier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stages know a queue by its description, so that there can be another one. */
class QueueNamesTest {

    private static final Path JAVA = Path.of("src/main/java/io/webhookcourier");

    /** What concerns the application's table and no other queue: its checks, its trigger and its rights. */
    private static final List<String> OF_THE_APPLICATION = List.of(
            "queue/QueueTable.java",
            "database/ApplicationTables.java",
            "database/CheckConstraints.java",
            "database/Installation.java",
            "database/RequiredTable.java",
            "database/SessionSettings.java",
            "cli/DatabaseDoctor.java",
            "cli/WakeupCommand.java",
            "cli/WakeupConnection.java",
            "cli/WakeupInstall.java");

    @Test
    void onlyItsDescriptionAndItsChecksNameTheApplicationsTable() throws IOException {
        try (Stream<Path> files = Files.walk(JAVA)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(QueueNamesTest::namesTheTable)
                            .map(file -> JAVA.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(OF_THE_APPLICATION);
        }
    }

    private static boolean namesTheTable(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.startsWith("*") && !line.startsWith("/*") && !line.startsWith("//"))
                    .anyMatch(line -> line.contains("\\\"WebhookEvent\\\"")
                            || line.contains("\"WebhookEvent\"")
                            || line.contains("'WebhookEvent'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
