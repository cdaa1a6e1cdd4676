package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    /** Made once, used by one test after another: a first start takes seconds. */
    @TempDir
    private static Path folder;

    @Test
    void rowsSurviveARestart() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            insert(database, "survivor");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(value(database, "SELECT count(*) FROM \"WebhookEvent\" WHERE \"id\" = 'survivor'"))
                    .isEqualTo(1L);
        }
    }

    @Test
    void isDurableAndReachableFromThisMachineOnlyWithItsPasswordOnly() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(value(database, "SHOW fsync")).isEqualTo("on");
            assertThat(value(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(value(database, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(value(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(database, "SHOW unix_socket_directories")).isEqualTo("");
            assertThat(value(database, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(Files.getPosixFilePermissions(folder))
                    .as("a folder that was there before")
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));

            Settings.Database settings = database.settings(2);
            assertThatThrownBy(() -> DriverManager.getConnection(settings.jdbcUrl(), settings.username(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aLostPasswordIsReplacedAsTheDocumentationSays() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            insert(database, "kept");
        }
        Files.delete(folder.resolve("password"));
        String recipe = Files.readString(Path.of("docs/operations.md"))
                .replaceAll("(?s).*# courier.database.embedded.directory\n(.*?)```.*", "$1");

        // PostgreSQL does not run as root.
        String shell = "root".equals(System.getProperty("user.name")) ? "unshare -U sh -e" : "sh -e";
        Process process = new ProcessBuilder("sh", "-c", shell)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(recipe.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(value(database, "SELECT count(*) FROM \"WebhookEvent\" WHERE \"id\" = 'kept'"))
                    .isEqualTo(1L);
        }
    }

    @Test
    void aServerThatAKilledRunLeftBehindIsStoppedAndItsRowsAreKept() throws Exception {
        LeftOverServer.of(folder, "orphan");
        long orphan = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(value(database, "SELECT count(*) FROM \"WebhookEvent\" WHERE \"id\" = 'orphan'"))
                    .isEqualTo(1L);
        }
    }

    @Test
    void aPidFileThatNamesAStrangersProcessIsIgnored() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(value(database, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void aFirstStartThatWasInterruptedDoesNotStandInTheWay(@TempDir Path interrupted) throws Exception {
        Files.createDirectories(interrupted.resolve("data"));
        Files.writeString(interrupted.resolve("data/postgresql.conf"), "");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(interrupted)) {
            assertThat(value(database, "SELECT 1")).isEqualTo(1);
        }
        assertThat(interrupted).isDirectoryContaining("glob:**/incomplete-*");
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("courier.database.embedded.directory: another process uses " + folder);
            assertThat(database.psqlCommand())
                    .contains(folder.resolve("password").toString());
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused(@TempDir Path parent) throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> EmbeddedDatabase.start(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("courier.database.embedded.directory: " + file + " cannot be used")
                .hasMessageNotContaining("\n");
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void rootWithoutUserNamespacesGetsInstructions(@TempDir Path unused) throws Exception {
        Process process = LeftOverServer.process(unused, "none", Map.of("PATH", "/nonexistent"));

        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isNotZero();
        assertThat(errors)
                .contains("the embedded PostgreSQL cannot run as root here")
                .contains("start as an ordinary user, or set courier.database.url");
    }

    static void insert(EmbeddedDatabase database, String id) throws SQLException {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"updatedAt\")"
                            + " VALUES ('" + id + "', 'CRM', 'lead_created', '" + id + "', now())");
        }
    }

    private static Object value(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            return TestDatabase.query(connection, sql)
                    .get(0)
                    .values()
                    .iterator()
                    .next();
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        Settings.Database settings = database.settings(2);
        return DriverManager.getConnection(
                settings.jdbcUrl(), settings.username(), settings.password().reveal());
    }
}
