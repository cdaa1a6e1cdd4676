package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.database.WakeUpTrigger;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to the configured database, as the service would, for one of the wake-up commands. */
final class WakeupConnection {

    /** What a command does once it is connected. */
    @FunctionalInterface
    interface Action {
        void run(WakeUpTrigger trigger, WakeUpTrigger.State state) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WakeupConnection.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(5);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private WakeupConnection() {}

    /** @throws ConfigurationException for everything that the operator can do something about */
    static void use(Action action) {
        LoadedSettings loaded = Session.settings();
        try {
            connectAndRun(loaded.settings().database(), action);
        } catch (ConfigurationException e) {
            throw loaded.withVariables(e);
        }
    }

    private static void connectAndRun(Settings.Database settings, Action action) {
        if (settings.embedded()) {
            throw new ConfigurationException("courier.database.url is empty, and the embedded PostgreSQL needs no"
                    + " trigger: set courier.database.url to the database that the application writes to");
        }
        if (settings.pgbouncer()) {
            LOG.warn("A service that connects through PgBouncer (pgbouncer=true) does not listen and is not woken.");
        }
        try (Database database = Database.open(alone(settings), "courier.database.url", DATABASE_LIMIT);
                Connection connection = database.pool().getConnection()) {
            WakeUpTrigger trigger = new WakeUpTrigger(connection);
            WakeUpTrigger.State state = trigger.state();
            requireTables(state, settings.schema());
            action.run(trigger, state);
        } catch (SQLException e) {
            throw mistake(e);
        }
    }

    private static Settings.Database alone(Settings.Database settings) {
        return new Settings.Database(
                settings.jdbcUrl(),
                settings.username(),
                settings.password(),
                settings.schema(),
                settings.pgbouncer(),
                1,
                settings.embeddedDirectory());
    }

    private static void requireTables(WakeUpTrigger.State state, String schema) {
        if (!state.tableExists()) {
            throw new ConfigurationException("table \"WebhookEvent\" is missing in schema " + schema
                    + ": name the application's database and schema in courier.database.url");
        }
        if (!state.courierExists()) {
            throw new ConfigurationException(
                    "schema courier is missing in this database: start the service once, which creates it");
        }
    }

    private static ConfigurationException mistake(SQLException e) {
        if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            return new ConfigurationException("table \"WebhookEvent\" stayed locked for 5s by a transaction that writes"
                    + " to it; nothing was changed: try again when it is quieter");
        }
        return new ConfigurationException("the wake-up trigger could not be changed: " + OneLine.of(e), e);
    }
}
