package io.webhookcourier.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the commands of docs/first-event.md, and then of docs/walks.md, in their order and as they are written. */
@Execution(ExecutionMode.CONCURRENT)
class FirstEventIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\R(.*?)^```$");
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private final WorkingFolder folder = WorkingFolder.create();

    @Test
    void theCommandsOfThePagesLeadToVerifiedDeliveries() throws IOException {
        for (String part : new String[] {"target", "docs", "bin", "jvm.options"}) {
            Files.createSymbolicLink(folder.path().resolve(part), Path.of(part).toAbsolutePath());
        }
        Path output = folder.path().resolve("output");
        try (TestDatabase database = TestDatabase.ofTheApplication()) {
            Process shell = start(database, output);
            try {
                await().atMost(LIMIT)
                        .until(() -> !shell.isAlive() || printed(output).contains("page ends"));
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(printed(output)).contains("received my-second-event"));
            } finally {
                shell.descendants().forEach(ProcessHandle::destroy);
                shell.destroy();
            }
            assertThat(printed(output))
                    .as("the test request of step 4")
                    .contains("HTTP 204")
                    .as("the event of step 5")
                    .containsPattern("(?m)^received \\S+ lead_created$")
                    .as("the event of step 6")
                    .contains("received my-second-event crm_row_updated")
                    .as("step 7")
                    .contains("my-second-event, crm_row_updated of provider CRM");
            assertThat(printed(output))
                    .as("the operator's walk")
                    .contains(
                            "Deliveries are on time; 1 event waits for the paused workspace acme.",
                            "{\"status\":\"UP\"")
                    .containsPattern("resume +workspace:acme +ada \\(command line of ")
                    .as("the support person's walk")
                    .containsPattern("SKIPPED +lead_created +acme +4711 .*nothing was sent: ")
                    .contains("1 event was skipped in 1 workspace")
                    .containsPattern("SUCCEEDED +lead_created +acme +4711 ")
                    .containsPattern("(?m)^[^,\\s]+,SUCCEEDED,DELIVERED,CRM,lead_created,acme,4711,crm:lead_created:");
            assertThat(printed(output).split("(?m)^received ", -1))
                    .as("each of the four events once, and the test request")
                    .hasSize(6);
        }
    }

    private Process start(TestDatabase database, Path output) throws IOException {
        String commands = BLOCK.matcher(Files.readString(Path.of("docs", "first-event.md"))
                        + Files.readString(Path.of("docs", "walks.md")))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        String receiver = freePort();
        String management = freePort();
        Path script = Files.writeString(
                folder.path().resolve("page.sh"),
                "set -e\n"
                        + commands.replace(":3000", ":" + receiver)
                                .replace("PORT=3000", "PORT=" + receiver)
                                .replace(":9876", ":" + management)
                        + "echo page ends\nwait\n");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COURIER_"));
        builder.environment()
                .put("DATABASE_URL", database.jdbcUrl().replace("jdbc:postgresql://", "postgresql://postgres@"));
        builder.environment().put("COURIER_HTTP_PORT", "0");
        builder.environment().put("COURIER_MANAGEMENT_PORT", management);
        return builder.start();
    }

    private static String printed(Path output) throws IOException {
        return Files.readString(output);
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
