package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Creates and upgrades schema {@code courier}, and nothing outside of it. Services that start together take turns;
 * a start that finds nothing to do changes nothing.
 */
public final class Migrations {

    /** The service's own schema. */
    public static final String SCHEMA = "courier";

    private static final String LOCK_KEY = "webhook-courier migrations";

    private final DataSource dataSource;
    private final String applicationSchema;

    /** @param applicationSchema where the application's tables are */
    public Migrations(DataSource dataSource, String applicationSchema) {
        this.dataSource = dataSource;
        this.applicationSchema = applicationSchema;
    }

    /**
     * Brings schema {@code courier} to this version's state.
     *
     * @throws ConfigurationException when that is not possible, or when the schema was made for application tables
     *     that are elsewhere
     */
    public void migrate() {
        try (Connection lock = dataSource.getConnection()) {
            lock.setAutoCommit(false);
            takeTurn(lock);
            flyway().migrate();
            checkApplicationSchema(lock);
            lock.rollback();
        } catch (FlywayException | SQLException e) {
            throw new ConfigurationException("schema courier could not be created or upgraded: " + reason(e), e);
        }
    }

    /**
     * What {@link #migrate()} would apply now, say {@code V2 operations}; empty when the schema is up to date. Changes
     * nothing.
     */
    public List<String> pending() {
        try {
            return Arrays.stream(flyway().info().pending())
                    .map(migration -> "V" + migration.getVersion() + " " + migration.getDescription())
                    .toList();
        } catch (FlywayException e) {
            throw new ConfigurationException("schema courier could not be examined: " + reason(e), e);
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .defaultSchema(SCHEMA)
                .schemas(SCHEMA)
                .createSchemas(true)
                .cleanDisabled(true)
                .placeholders(Map.of(
                        "application", SqlIdentifier.quoted(applicationSchema),
                        "application_name", SqlIdentifier.literal(applicationSchema)))
                .load();
    }

    /**
     * Flyway locks its own table, but CREATE SCHEMA of two services at once still collides. A lock of the transaction,
     * not of the session, because it must hold behind PgBouncer too.
     */
    private static void takeTurn(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, LOCK_KEY);
            statement.execute();
        }
    }

    private void checkApplicationSchema(Connection connection) throws SQLException {
        String installedFor = installedFor(connection);
        if (!applicationSchema.equals(installedFor)) {
            throw new ConfigurationException("schema courier of this database belongs to application tables in schema "
                    + installedFor + ", but courier.database.url names schema " + applicationSchema
                    + ": name the former, or use another database");
        }
    }

    private static String installedFor(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT obj_description(p.oid, 'pg_proc')"
                        + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE n.nspname = 'courier' AND p.proname = 'enqueue'");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return OneLine.of(cause);
    }
}
