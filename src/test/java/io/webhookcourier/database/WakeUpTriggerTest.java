package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class WakeUpTriggerTest {

    private TestDatabase database;
    private Connection connection;
    private WakeUpTrigger trigger;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        connection = database.dataSource().getConnection();
        trigger = new WakeUpTrigger(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void itIsThereOnlyAfterItWasInstalled() throws SQLException {
        assertThat(trigger.state().installed()).isFalse();
        assertThat(trigger.state().table()).isEqualTo("\"WebhookEvent\"");

        trigger.install();

        assertThat(trigger.state().installed()).isTrue();
    }

    @Test
    void installingTwiceLeavesOneTrigger() throws SQLException {
        trigger.install();
        trigger.install();

        assertThat(triggers()).isEqualTo(1L);
    }

    @Test
    void aDisabledTriggerDoesNotCountAndInstallingEnablesIt() throws SQLException {
        trigger.install();
        database.update("ALTER TABLE \"WebhookEvent\" DISABLE TRIGGER courier_wakeup");
        assertThat(trigger.state().installed()).isFalse();

        trigger.install();

        assertThat(trigger.state().installed()).isTrue();
    }

    @Test
    void removingLeavesNothingBehind() throws SQLException {
        trigger.install();

        trigger.remove();
        trigger.remove();

        assertThat(triggers()).isEqualTo(0L);
        assertThat(database.value("SELECT count(*) FROM pg_proc WHERE proname = 'wake_up'"))
                .isEqualTo(0L);
    }

    @Test
    void aStatementThatInsertsManyRowsNotifiesOnceWithoutPayload() throws SQLException {
        trigger.install();

        try (Connection listener = listener()) {
            database.update("INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\","
                    + " \"updatedAt\") SELECT i::text, 'CRM', 'lead_created', i::text, now() FROM"
                    + " generate_series(1, 100) AS i");

            assertThat(notifications(listener)).singleElement().satisfies(one -> assertThat(one.getParameter())
                    .isEmpty());
        }
    }

    @Test
    void updatesSuchAsClaimsDoNotNotify() throws SQLException {
        database.insertEvent(row -> {});
        trigger.install();

        try (Connection listener = listener()) {
            assertThat(database.update("UPDATE \"WebhookEvent\" SET \"status\" = 'RUNNING'"))
                    .isEqualTo(1);
            // Notifications arrive in the order of the commits: had the UPDATE sent one, there would be two.
            database.update("NOTIFY courier_wakeup, 'last'");

            assertThat(notifications(listener)).singleElement().satisfies(one -> assertThat(one.getParameter())
                    .isEqualTo("last"));
        }
    }

    @Test
    void theRightTriggerIsEnoughToInstallAndToRemove() throws SQLException {
        String role = role("GRANT ALL ON SCHEMA courier TO %1$s");
        assertThat(asRole(role).state().mayCreateTrigger()).isFalse();
        reset();

        database.update("GRANT TRIGGER ON \"WebhookEvent\" TO " + role);

        WakeUpTrigger ofRole = asRole(role);
        assertThat(ofRole.state().mayCreateTrigger()).isTrue();
        ofRole.install();
        assertThat(ofRole.state().installed()).isTrue();
        ofRole.remove();
        assertThat(ofRole.state().installed()).isFalse();
        reset();
        drop(role);
    }

    @Test
    void aRoleWithoutTheRightOnSchemaCourierIsKnown() throws SQLException {
        String role = role("GRANT TRIGGER ON \"WebhookEvent\" TO %1$s");

        assertThat(asRole(role).state().mayCreateFunction()).isFalse();

        reset();
        drop(role);
    }

    @Test
    void producersNeedNoRightOfTheirOwnForIt() throws SQLException {
        trigger.install();
        String role = role("GRANT INSERT ON \"WebhookEvent\" TO %1$s");
        execute("SET ROLE " + role);

        execute("INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"updatedAt\")"
                + " VALUES ('p1', 'CRM', 'lead_created', 'k1', now())");

        reset();
        assertThat(database.row("p1")).containsEntry("status", "PENDING");
        drop(role);
    }

    @Test
    void aTableThatStaysLockedIsLeftAloneAfterFiveSeconds() throws SQLException {
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE \"WebhookEvent\" IN ROW EXCLUSIVE MODE");

            assertThatThrownBy(trigger::install)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));

            assertThat(trigger.state().installed()).isFalse();
        }
    }

    private Object triggers() {
        return database.value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal");
    }

    private Connection listener() throws SQLException {
        Connection listener = database.dataSource().getConnection();
        try (Statement statement = listener.createStatement()) {
            statement.execute("LISTEN courier_wakeup");
        }
        return listener;
    }

    private static PGNotification[] notifications(Connection listener) throws SQLException {
        PGNotification[] found = listener.unwrap(PGConnection.class).getNotifications(20_000);
        return found == null ? new PGNotification[0] : found;
    }

    private String role(String grant) {
        String role = "role_" + UUID.randomUUID().toString().replace("-", "");
        database.update("CREATE ROLE " + role);
        database.update(String.format(grant, role));
        return role;
    }

    private WakeUpTrigger asRole(String role) throws SQLException {
        execute("SET ROLE " + role);
        return trigger;
    }

    private void reset() throws SQLException {
        execute("RESET ROLE");
    }

    private void drop(String role) {
        database.update("DROP OWNED BY " + role);
        database.update("DROP ROLE " + role);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
