package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** bin/webhook-courier, from a folder that is not the installation's. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherScriptIT {

    @TempDir
    private Path elsewhere;

    @Test
    void usesTheServicesSettingsAndEnvironmentFileLiterally() throws Exception {
        Path environment = Files.writeString(elsewhere.resolve("environment"), """
                # a comment
                COURIER_HTTP_PORT=18099
                COURIER_DATABASE_USERNAME="ada $HOME `id`"
                COURIER_LOG_LEVEL=WARN
                COURIER_DATABASE_URL=jdbc:postgresql://h/db
                """);

        String shown = run(
                Map.of("WEBHOOK_COURIER_ENVIRONMENT", environment.toString(), "COURIER_LOG_LEVEL", "ERROR"),
                "config",
                "show",
                "--changed");

        assertThat(shown)
                .containsPattern("courier.http.port +18099 +environment variable COURIER_HTTP_PORT")
                .contains("ada $HOME `id`")
                .containsPattern("courier.log.level +ERROR ")
                .containsPattern("courier.database.url +\\(set\\) ");
    }

    @Test
    void saysWhereItLookedForTheJar() throws Exception {
        assertThat(run(Map.of("WEBHOOK_COURIER_HOME", elsewhere.toString()), "status"))
                .startsWith("webhook-courier.jar is missing in " + elsewhere);
    }

    private String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path link = elsewhere.resolve("courier-" + System.nanoTime());
        Files.createSymbolicLink(link, Path.of("bin/webhook-courier").toAbsolutePath());
        String[] command = new String[arguments.length + 1];
        command[0] = link.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Path output = elsewhere.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COURIER_") || name.equals("DATABASE_URL"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }
}
