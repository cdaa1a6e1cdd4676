package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The administrator has given the service's role what the application's roles have: an isolation level, time limits, a
 * search path, a number of connections.
 */
class RoleHasLimitsOfItsOwnTest {

    private static final String ROLE = "limited_role";

    private TestDatabase database;

    @BeforeEach
    void createRole() {
        database = TestDatabase.ofTheApplication();
        database.update("DROP ROLE IF EXISTS " + ROLE);
        database.update("CREATE ROLE " + ROLE + " LOGIN");
        database.update("GRANT CREATE ON DATABASE " + database.name() + " TO " + ROLE);
        database.update("GRANT SELECT, UPDATE ON \"WebhookEvent\" TO " + ROLE);
        database.update("GRANT SELECT ON \"WorkspaceSettings\" TO " + ROLE);
    }

    @AfterEach
    void dropRole() {
        database.update("DROP OWNED BY " + ROLE + " CASCADE");
        database.update("DROP ROLE " + ROLE);
        database.close();
    }

    @Test
    void isolationAndTimeLimitsOfTheRoleDoNotReachTheService() {
        set("default_transaction_isolation = 'serializable'");
        set("idle_in_transaction_session_timeout = '1s'");
        set("idle_session_timeout = '1s'");
        set("statement_timeout = '500ms'");
        set("lock_timeout = '100ms'");
        try (Receiver receiver = Receiver.start();
                RunningCourier courier = start(5)) {
            database.insertWorkspace("ws", receiver.url(), "secret", "lead_created");
            String id = database.insertEvent(row -> row.workspaceId("ws"));
            eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
            eventually(() -> assertThat(courier.get("/observe/health/ready").statusCode())
                    .isEqualTo(200));
        }
    }

    @Test
    void triggersFindTablesOfTheRolesSearchPath() {
        database.update("CREATE SCHEMA extensions");
        database.update("CREATE TABLE extensions.seen (id text)");
        database.update("GRANT USAGE ON SCHEMA extensions TO " + ROLE);
        database.update("GRANT INSERT ON extensions.seen TO " + ROLE);
        database.update("CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO seen VALUES (NEW.\"id\"); RETURN NEW; END $$");
        database.update(
                "CREATE TRIGGER see BEFORE UPDATE ON \"WebhookEvent\" FOR EACH ROW EXECUTE FUNCTION" + " public.see()");
        set("search_path = public, extensions");
        try (Receiver receiver = Receiver.start();
                RunningCourier courier = start(5)) {
            database.insertWorkspace("ws", receiver.url(), "secret", "lead_created");
            String id = database.insertEvent(row -> row.workspaceId("ws"));
            eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
            assertThat(database.value("SELECT count(*) FROM extensions.seen")).isEqualTo(2L);
            assertThat(courier.url()).isNotNull();
        }
    }

    @Test
    void tooFewConnectionsAreNamedWithBothNumbers() {
        database.update("ALTER ROLE " + ROLE + " CONNECTION LIMIT 8");

        assertThatThrownBy(() -> start(5).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("courier.database.pool-size: 5 connections and 5 beside the pool are 10, but role "
                        + ROLE + " is limited to 8: lower it to 3, or allow more (ALTER ROLE " + ROLE
                        + " CONNECTION LIMIT 10)");
    }

    @Test
    void behindPgbouncerALimitThatIsTooShortIsNamed() {
        set("statement_timeout = '2s'");

        assertThatThrownBy(() -> RunningCourier.start(
                                database.jdbcUrl() + "?pgbouncer=true", Map.of("courier.database.username", ROLE))
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("statement_timeout is 2000ms in sessions of role " + ROLE + "; accepted: 5s or more, or 0."
                        + " Behind PgBouncer the service cannot set it for its sessions: ALTER ROLE " + ROLE
                        + " SET statement_timeout = '30s', and reconnect PgBouncer");
    }

    @Test
    void rowSecurityRaisesAnErrorUntilAPolicyShowsTheRows() throws SQLException {
        database.update("ALTER TABLE \"WebhookEvent\" ENABLE ROW LEVEL SECURITY");
        database.update("ALTER TABLE \"WorkspaceSettings\" ENABLE ROW LEVEL SECURITY");
        assertThat(setting("row_security")).containsExactly("off", "off");

        database.update("CREATE POLICY all_events ON \"WebhookEvent\" TO " + ROLE + " USING (\"id\" <> 'x')");
        database.update("CREATE POLICY few ON \"WorkspaceSettings\" USING (\"clientId\" = 'ws')");
        assertThat(setting("row_security")).as("hidden settings").containsExactly("off", "off");

        database.update("DROP POLICY few ON \"WorkspaceSettings\"");
        database.update("CREATE POLICY whole ON \"WorkspaceSettings\" FOR SELECT TO " + ROLE + " USING (true)");
        assertThat(setting("row_security")).containsExactly("on", "on");
    }

    private void set(String setting) {
        database.update("ALTER ROLE " + ROLE + " SET " + setting);
    }

    /** In the pool and on a connection beside it. */
    private List<String> setting(String name) throws SQLException {
        var settings = new Settings.Database(database.jdbcUrl(), ROLE, null, "public", false, 2, null);
        List<String> values = new ArrayList<>();
        try (Database opened = Database.open(settings, "url", Duration.ofSeconds(5));
                Connection pooled = opened.pool().getConnection();
                Connection beside = opened.connect("test")) {
            for (Connection connection : List.of(pooled, beside)) {
                try (ResultSet row = connection.createStatement().executeQuery("SHOW " + name)) {
                    row.next();
                    values.add(row.getString(1));
                }
            }
        }
        return values;
    }

    private RunningCourier start(int poolSize) {
        return RunningCourier.start(
                database,
                Map.of("courier.database.username", ROLE, "courier.database.pool-size", Integer.toString(poolSize)));
    }
}
