package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the service needs of a database that others made. Each lack is one {@link ConfigurationException} that names
 * what is missing and what to do; nothing is changed.
 */
public final class DatabaseChecks {

    private static final int OLDEST_VERSION = 13;
    private static final List<String> STATUSES = List.of("PENDING", "RUNNING", "SUCCEEDED", "FAILED");

    private final DataSource dataSource;
    private final String schema;
    private final List<String> providers;

    /**
     * @param schema where the application's tables are
     * @param providers the values of {@code courier.queue.providers}
     */
    public DatabaseChecks(DataSource dataSource, String schema, List<String> providers) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.providers = List.copyOf(providers);
    }

    /** @throws ConfigurationException for the first lack that is found */
    public void check() {
        try (Connection connection = dataSource.getConnection()) {
            Catalog catalog = new Catalog(connection);
            checkServer(catalog);
            checkSchema(catalog);
            new TableCheck(catalog, schema).check(RequiredTable.WEBHOOK_EVENT);
            if (providers.contains("CRM")) {
                new TableCheck(catalog, schema).check(RequiredTable.WORKSPACE_SETTINGS);
            }
            checkEnums(catalog);
            new CourierSchemaCheck(catalog).check();
        } catch (SQLException e) {
            throw new ConfigurationException("the database could not be examined: " + OneLine.of(e), e);
        }
    }

    private static void checkServer(Catalog catalog) throws SQLException {
        checkVersion(Integer.parseInt(catalog.text("SHOW server_version_num")), catalog.text("SHOW server_version"));
        if (catalog.holds("SELECT pg_is_in_recovery()")) {
            throw new ConfigurationException(
                    "the database is a standby, which accepts no writes: name the primary server in"
                            + " courier.database.url");
        }
    }

    static void checkVersion(int number, String name) {
        if (number < OLDEST_VERSION * 10_000) {
            throw new ConfigurationException(
                    "the database is PostgreSQL " + name + ", but " + OLDEST_VERSION + " or newer is needed");
        }
    }

    private void checkSchema(Catalog catalog) throws SQLException {
        if (!catalog.holds("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)", schema)) {
            throw new ConfigurationException("schema " + schema + " is missing in database "
                    + catalog.text("SELECT current_database()") + ": name the application's schema in"
                    + " courier.database.url (?schema=…)");
        }
        if (!catalog.holds("SELECT has_schema_privilege(?, 'USAGE')", schema)) {
            String role = SqlIdentifier.quoted(catalog.text("SELECT current_user"));
            throw new ConfigurationException("role " + role + " lacks the right USAGE on schema " + schema
                    + ": GRANT USAGE ON SCHEMA " + SqlIdentifier.quoted(schema) + " TO " + role);
        }
    }

    private void checkEnums(Catalog catalog) throws SQLException {
        String table = RequiredTable.WEBHOOK_EVENT.in(schema);
        List<String> statuses = catalog.enumValues(table, "status");
        for (String status : STATUSES) {
            if (!statuses.contains(status)) {
                throw new ConfigurationException("the enum of column \"status\" of table " + table + " lacks the value "
                        + status + "; it has " + String.join(", ", statuses));
            }
        }
        List<String> known = catalog.enumValues(table, "provider");
        for (String provider : providers) {
            if (!known.contains(provider)) {
                throw new ConfigurationException("courier.queue.providers: " + provider
                        + " is not a value of the enum of column \"provider\" of table " + table + "; accepted are "
                        + String.join(", ", known));
            }
        }
    }
}
