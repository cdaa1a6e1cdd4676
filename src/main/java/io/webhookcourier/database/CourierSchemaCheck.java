package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import java.sql.SQLException;

/** Whether the service may create its own schema, or use the one that is there. */
final class CourierSchemaCheck {

    private static final String LACKING_RIGHT = """
            SELECT r.privilege || ' on table courier.' || c.relname
            FROM pg_class c CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS r (privilege)
            WHERE c.relnamespace = 'courier'::regnamespace AND c.relkind IN ('r', 'p')
                AND NOT has_table_privilege(c.oid, r.privilege)
            ORDER BY c.relname, r.privilege LIMIT 1""";

    private final Catalog catalog;

    CourierSchemaCheck(Catalog catalog) {
        this.catalog = catalog;
    }

    void check() throws SQLException {
        if (!catalog.holds("SELECT to_regnamespace('courier') IS NOT NULL")) {
            checkMayCreateSchema();
        } else {
            checkMayUseSchema();
        }
    }

    private void checkMayCreateSchema() throws SQLException {
        if (!catalog.holds("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            String database = SqlIdentifier.quoted(catalog.text("SELECT current_database()"));
            throw new ConfigurationException("role " + role() + " may not create schema courier in database " + database
                    + ": CREATE SCHEMA courier AUTHORIZATION " + role() + ", or GRANT CREATE ON DATABASE " + database
                    + " TO " + role());
        }
    }

    private void checkMayUseSchema() throws SQLException {
        require("USAGE");
        if (!catalog.holds("SELECT to_regclass('courier.flyway_schema_history') IS NOT NULL")) {
            require("CREATE");
        }
        String lacking = catalog.text(LACKING_RIGHT);
        if (lacking != null) {
            throw new ConfigurationException("role " + role() + " lacks the right " + lacking
                    + ": GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA courier TO " + role());
        }
    }

    private void require(String right) throws SQLException {
        if (!catalog.holds("SELECT has_schema_privilege('courier', ?)", right)) {
            throw new ConfigurationException("role " + role() + " lacks the right " + right
                    + " on schema courier: GRANT " + right + " ON SCHEMA courier TO " + role());
        }
    }

    private String role() throws SQLException {
        return SqlIdentifier.quoted(catalog.text("SELECT current_user"));
    }
}
