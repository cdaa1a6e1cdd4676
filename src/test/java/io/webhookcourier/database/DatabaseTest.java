package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseTest {

    private static final String LABEL = "courier.database.url (DATABASE_URL)";
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void everyConnectionIsInTheApplicationsSchemaAndInUtc() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (TestDatabase test = TestDatabase.create("America/New_York");
                Database database = Database.open(test.settings(), LABEL, LIMIT)) {
            try (Connection pooled = database.pool().getConnection();
                    Connection dedicated = database.connect("heartbeat")) {
                assertThat(session(pooled))
                        .isEqualTo(Map.of(
                                "timezone", "UTC", "search_path", "public", "application_name", "webhook-courier"));
                assertThat(session(dedicated))
                        .containsEntry("timezone", "UTC")
                        .containsEntry("application_name", "webhook-courier heartbeat");
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aColumnWithoutZoneThatDefaultsToNowHoldsUtc() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (TestDatabase test = TestDatabase.create("America/New_York");
                Database database = Database.open(test.settings(), LABEL, LIMIT);
                Connection connection = database.pool().getConnection()) {
            connection
                    .createStatement()
                    .execute("INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\","
                            + " \"updatedAt\") VALUES ('e1', 'CRM', 'lead_created', 'k1', CURRENT_TIMESTAMP)");

            Instant now = (Instant) test.value("SELECT clock_timestamp()");
            assertThat((Instant) test.row("e1").get("runAt")).isBetween(now.minusSeconds(60), now);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void anotherSchemaIsReachedByUnqualifiedNames() throws SQLException {
        try (TestDatabase test = TestDatabase.empty()) {
            test.update("CREATE SCHEMA \"My, app\"");
            Settings.Database settings =
                    new Settings.Database(test.jdbcUrl(), test.username(), null, "My, app", false, 2, null);
            try (Database database = Database.open(settings, LABEL, LIMIT);
                    Connection connection = database.pool().getConnection()) {
                ApplicationTables.create(connection);

                assertThat(test.value("SELECT count(*) FROM \"My, app\".\"WebhookEvent\""))
                        .isEqualTo(0L);
            }
        }
    }

    @Test
    void theUrlsOwnParametersWin() {
        PGSimpleDataSource source = new ConnectionSource(new Settings.Database(
                        "jdbc:postgresql://127.0.0.1/x?socketTimeout=7&sslmode=require", "u", null, "s", true, 2, null))
                .dataSource("test");

        assertThat(source.getSocketTimeout()).isEqualTo(7);
        assertThat(source.getSslMode()).isEqualTo("require");
        assertThat(source.getConnectTimeout()).isEqualTo(5);
        assertThat(source.getTcpKeepAlive()).isTrue();
        assertThat(source.getLogServerErrorDetail()).isFalse();
    }

    @Test
    void behindPgbouncerNothingIsAskedThatItRefuses() {
        PGSimpleDataSource source = new ConnectionSource(
                        new Settings.Database("jdbc:postgresql://127.0.0.1/x", "u", null, "app", true, 2, null))
                .dataSource("test");

        assertThat(source.getPrepareThreshold()).isZero();
        assertThat(source.getCurrentSchema()).isNull();
    }

    @Test
    void aServerThatCannotBeReachedIsOneLineWithoutThePassword() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        assertThatThrownBy(() -> Database.open(
                        at("jdbc:postgresql://127.0.0.1:" + nobody + "/x", "u"), LABEL, Duration.ofSeconds(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(LABEL + ": no connection within 1s: PostgreSQL at 127.0.0.1:" + nobody
                        + " refuses connections (since ")
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThatThrownBy(() ->
                        Database.open(at("jdbc:postgresql://database.invalid/x", "u"), LABEL, Duration.ofMillis(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "PostgreSQL at database.invalid:5432 is not found (unknown host database.invalid)");
    }

    @Test
    void anUnknownDatabaseOrRoleIsNotWaitedFor() {
        try (TestDatabase test = TestDatabase.create()) {
            Duration limit = Duration.ofMinutes(10);

            assertThatThrownBy(() -> Database.open(at(test.jdbcUrl() + "_not", "postgres"), LABEL, limit))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(LABEL + ": the database refuses the connection: FATAL: database \"" + test.name()
                            + "_not\" does not exist");
            assertThatThrownBy(() -> Database.open(at(test.jdbcUrl(), "nobody"), LABEL, limit))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(LABEL + ": the database refuses the connection: FATAL: role \"nobody\" does not exist");
        }
    }

    @Test
    void pgbouncerWithoutItsFlagIsRecognised() throws IOException {
        try (RefusingServer server = RefusingServer.saying("08P01", "unsupported startup parameter: search_path")) {
            assertThatThrownBy(() -> Database.open(
                            at("jdbc:postgresql://127.0.0.1:" + server.port() + "/x?sslmode=disable", "u"),
                            LABEL,
                            Duration.ofMinutes(10)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(LABEL + ": the database refuses the connection: FATAL: unsupported startup parameter:"
                            + " search_path (for PgBouncer add pgbouncer=true to the URL)");
        }
    }

    @Test
    void whatPgbouncerDoesNotAcceptIsNamedWithBothRemedies() throws IOException {
        try (RefusingServer server = RefusingServer.saying("08P01", "unsupported startup parameter: options")) {
            String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/x?sslmode=disable&options=-c%20jit=off";
            assertThatThrownBy(() -> Database.open(
                            new Settings.Database(url, "u", null, "public", true, 2, null),
                            LABEL,
                            Duration.ofMinutes(10)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(LABEL + ": the database refuses the connection: FATAL: unsupported startup parameter:"
                            + " options (PgBouncer does not accept options: remove it from the URL, or add it to"
                            + " ignore_startup_parameters in pgbouncer.ini)");
        }
    }

    private static Settings.Database at(String url, String username) {
        return new Settings.Database(url, username, Secret.of("canary"), "public", false, 2, null);
    }

    private static Map<String, Object> session(Connection connection) throws SQLException {
        return TestDatabase.query(
                        connection,
                        "SELECT current_setting('timezone') AS timezone, current_setting('search_path') AS search_path,"
                                + " current_setting('application_name') AS application_name")
                .get(0);
    }
}
