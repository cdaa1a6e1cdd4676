package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a supervisor learns from the exit code when it asks for those of sysexits.h, and what people read beside it. */
@Execution(ExecutionMode.CONCURRENT)
class ExitCodesIT {

    private static final String NO_DATABASE = "jdbc:postgresql://127.0.0.1:1/nowhere";

    @TempDir
    private Path folder;

    private record Ended(int code, String said) {}

    @Test
    void aWrongSettingAndAnAbsentDatabaseHaveDifferentCodes() throws Exception {
        Path jar = Path.of("target", "webhook-courier.jar").toAbsolutePath();

        Ended wrong = run(jar, Map.of("COURIER_HTTP_PORT", "http"), "status");
        Ended absent = run(jar, Map.of("COURIER_DATABASE_URL", NO_DATABASE), "status");

        assertThat(wrong.said()).hasLineCount(1).startsWith("courier.http.port=\"http\" ");
        assertThat(wrong.code()).isEqualTo(78);
        assertThat(absent.said())
                .contains(": no connection within 5s: PostgreSQL at 127.0.0.1:1 refuses connections (since ")
                .doesNotContain("\tat ");
        assertThat(absent.code()).isEqualTo(69);
    }

    @Test
    void aJarWithoutItsLibrariesSaysWhichAreMissing() throws Exception {
        Path jar = Files.copy(Path.of("target", "webhook-courier.jar"), folder.resolve("webhook-courier.jar"));

        Ended without = run(jar, Map.of(), "status");
        Files.createDirectory(folder.resolve("lib"));
        Ended empty = run(jar, Map.of(), "status");

        assertThat(without.said())
                .isEqualTo("the folder " + folder.resolve("lib")
                        + " is missing: webhook-courier.jar needs all of target/lib" + " in a folder lib beside it\n");
        assertThat(without.code()).isEqualTo(78);
        assertThat(empty.said()).hasLineCount(1).containsPattern("/lib/\\S+\\.jar is missing, and \\d+ more: ");
    }

    @Test
    void aMachineThatHasNoEmbeddedPostgresIsNamed() throws Exception {
        Path jar = Path.of("target", "webhook-courier.jar").toAbsolutePath();

        Ended without = run(jar, Map.of("JDK_JAVA_OPTIONS", "-Dos.arch=mips64"));

        assertThat(without.said())
                .endsWith("lib/ has no embedded PostgreSQL for Linux on mips64: set courier.database.url, or build with"
                        + " 'mvn package -Pall-platforms'\n")
                .doesNotContain("ERROR", "\tat ");
        assertThat(without.code()).isEqualTo(78);
    }

    private Ended run(Path jar, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcourier.exit-codes=sysexits",
                "-jar",
                jar.toString()));
        command.addAll(Arrays.asList(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COURIER_") || name.equals("DATABASE_URL"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
