package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database as the service finds it after start: reachable, checked, migrated. Close it last, after everything that
 * records outcomes.
 */
public final class RunningDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningDatabase.class);

    /** Heartbeat, LISTEN, the watch while something is wrong, and two for console and API; three for migrations, before those. */
    private static final int BESIDE_THE_POOL = 5;

    private final EmbeddedDatabase embedded;
    private final Database database;

    private RunningDatabase(EmbeddedDatabase embedded, Database database) {
        this.embedded = embedded;
        this.database = database;
    }

    /**
     * Starts the embedded PostgreSQL where no other is configured, connects, examines the application's tables, and
     * brings schema {@code courier} up to date.
     *
     * @param label how a message names the setting that led to the database, say {@code courier.database.url}
     * @param limit how long a server that cannot be reached yet is waited for
     * @throws ConfigurationException when any of it is not possible
     */
    public static RunningDatabase start(Settings settings, String label, Duration limit) {
        Settings.Database configured = settings.database();
        EmbeddedDatabase embedded =
                configured.embedded() ? EmbeddedDatabase.start(configured.embeddedDirectory()) : null;
        try {
            Settings.Database connection = embedded == null ? configured : embedded.settings(configured.poolSize());
            return new RunningDatabase(embedded, prepared(connection, settings, label, limit));
        } catch (RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw e;
        }
    }

    public Database database() {
        return database;
    }

    /** The embedded PostgreSQL, or empty when another database is configured. */
    public Optional<EmbeddedDatabase> embedded() {
        return Optional.ofNullable(embedded);
    }

    @Override
    public void close() {
        database.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static void checkRole(Database database, Settings.Database settings) {
        try (Connection connection = database.pool().getConnection()) {
            RoleCheck role = new RoleCheck(connection);
            if (settings.pgbouncer()) {
                // Its own limits decide how many connections there are.
                role.checkInheritedSettings();
            } else {
                role.checkConnections(settings.poolSize(), BESIDE_THE_POOL);
            }
        } catch (SQLException e) {
            throw new ConfigurationException("the database could not be examined: " + OneLine.of(e), e);
        }
    }

    private static Database prepared(Settings.Database connection, Settings settings, String label, Duration limit) {
        Database database = Database.open(connection, label, limit);
        try {
            checkRole(database, connection);
            new DatabaseChecks(
                            database.pool(),
                            connection.schema(),
                            settings.queue().providers())
                    .check();
            OwnerColumnCheck.check(database.pool(), connection.schema(), settings.instanceId());
            // Flyway needs several connections at a time, which a small pool does not have.
            new Migrations(database.migrations(), connection.schema()).migrate();
            warn(database, connection.schema(), settings.queue().providers());
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void warn(Database database, String schema, List<String> providers) {
        try {
            TableWarning.of(database.pool(), schema, providers).forEach(warning -> LOG.warn("{}", warning.sentence()));
        } catch (SQLException e) {
            LOG.warn("The application's tables could not be examined further: {}", OneLine.of(e));
        }
    }
}
