package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as an operator runs them, from the packaged jar. */
class WakeupCommandIT {

    private record Ended(int exitCode, String out, String err) {}

    private static final Path JAR = Path.of("target", "webhook-courier.jar").toAbsolutePath();

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void installStatusRemove() throws Exception {
        assertThat(run(asOwner(), "wakeup", "status").out()).startsWith("There is no wake-up trigger");

        Ended installed = run(asOwner(), "wakeup", "install");
        assertThat(installed.exitCode()).isZero();
        assertThat(installed.out())
                .startsWith("Installed: trigger courier_wakeup on table \"WebhookEvent\"")
                .contains("one after another", "wakeup remove");
        assertThat(run(asOwner(), "wakeup", "install").out()).contains("already");
        assertThat(run(asOwner(), "wakeup", "status").out()).startsWith("The wake-up trigger is on table");

        Ended removed = run(asOwner(), "wakeup", "remove");
        assertThat(removed.exitCode()).isZero();
        assertThat(removed.out()).startsWith("Removed");
        assertThat(run(asOwner(), "wakeup", "remove").out()).contains("nothing was changed");
    }

    @Test
    void aMissingRightIsOneLineWithTheGrantThatMendsIt() throws Exception {
        String role = "wakeup_" + database.name();
        database.update("CREATE ROLE " + role + " LOGIN");
        database.update("GRANT ALL ON SCHEMA courier TO " + role);
        String url = asOwner().replace("postgres@", role + "@");

        Ended refused = run(url, "wakeup", "install");

        assertThat(refused.exitCode()).isEqualTo(2);
        String grant = "GRANT TRIGGER ON \"WebhookEvent\" TO " + role;
        assertThat(refused.err().strip())
                .hasLineCount(1)
                .isEqualTo("role " + role + " lacks the right TRIGGER on table \"WebhookEvent\": " + grant);
        database.update(grant);
        assertThat(run(url, "wakeup", "install").exitCode()).isZero();
        assertThat(run(url, "wakeup", "remove").exitCode()).isZero();
        database.update("DROP OWNED BY " + role);
        database.update("DROP ROLE " + role);
    }

    @Test
    void mistakesAreOneLine() throws Exception {
        assertThat(run("", "wakeup", "install").err().strip())
                .hasLineCount(1)
                .contains("courier.database.url is empty");
        assertThat(run(asOwner(), "wakeup").err().strip()).hasLineCount(1).contains("install, remove or status");
        try (TestDatabase neverStarted = TestDatabase.ofTheApplication()) {
            Ended refused = run(url(neverStarted), "wakeup", "install");
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err().strip()).hasLineCount(1).contains("start the service once");
        }
    }

    private String asOwner() {
        return url(database);
    }

    private static String url(TestDatabase database) {
        return database.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + database.username() + "@");
    }

    private Ended run(String databaseUrl, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .environment()
                .put("DATABASE_URL", databaseUrl);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
