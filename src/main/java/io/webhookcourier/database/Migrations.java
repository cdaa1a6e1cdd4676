package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates and upgrades schema {@code courier}, and nothing outside of it. Services that start together take turns;
 * a start that finds nothing to do changes nothing.
 */
public final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

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
     * @throws ConfigurationException when that is not possible, when the schema is another program's, or when it was
     *     made for application tables that are elsewhere
     */
    public void migrate() {
        try (Connection lock = dataSource.getConnection()) {
            // After a wait for another service's turn it must see what that one has committed.
            lock.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            lock.setAutoCommit(false);
            takeTurn(lock);
            Catalog catalog = new Catalog(lock);
            new CourierSchemaCheck(catalog).check();
            checkApplicationSchema(Installation.applicationSchema(catalog));
            Flyway flyway = flyway();
            flyway.migrate();
            List<String> unknown = unknown(flyway);
            if (!unknown.isEmpty()) {
                LOG.warn("{}", inWords(unknown));
            }
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
                    .map(Migrations::named)
                    .toList();
        } catch (FlywayException e) {
            throw new ConfigurationException("schema courier could not be examined: " + reason(e), e);
        }
    }

    /** What a newer version of the service has done to the schema, in one sentence; empty when it is of this version. */
    public Optional<String> newer() {
        try {
            List<String> unknown = unknown(flyway());
            return unknown.isEmpty() ? Optional.empty() : Optional.of(inWords(unknown));
        } catch (FlywayException e) {
            throw new ConfigurationException("schema courier could not be examined: " + reason(e), e);
        }
    }

    private static List<String> unknown(Flyway flyway) {
        return Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .filter(migration -> migration.getVersion() != null)
                .map(Migrations::named)
                .toList();
    }

    private static String inWords(List<String> unknown) {
        return "schema courier was upgraded by a newer version of Webhook Courier, with " + String.join(", ", unknown)
                + ": this older version may not work with it; run the newer one everywhere";
    }

    private static String named(MigrationInfo migration) {
        return "V" + migration.getVersion() + " " + migration.getDescription();
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
                        "application_name", SqlIdentifier.literal(applicationSchema),
                        "event_table", SqlIdentifier.literal(RequiredTable.WEBHOOK_EVENT.in(applicationSchema))))
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

    private void checkApplicationSchema(String installedFor) {
        if (installedFor != null && !applicationSchema.equals(installedFor)) {
            throw new ConfigurationException("schema courier of this database belongs to application tables in schema "
                    + installedFor + ", but courier.database.url names schema " + applicationSchema
                    + ": name the former, or use another database");
        }
    }

    /** The database's words where it has some; Flyway's speak of commands that this service does not have. */
    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return OneLine.of(cause);
            }
        }
        return "its table courier.flyway_schema_history does not match this version of Webhook Courier; restore schema"
                + " courier as a whole, or use the version that upgraded it";
    }
}
