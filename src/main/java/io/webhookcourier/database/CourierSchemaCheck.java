package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import java.sql.SQLException;
import java.util.List;

/** Whether the service may create its own schema, or use the one that is there. */
final class CourierSchemaCheck {

    private static final int NAMED_OBJECTS = 3;

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
        switch (CourierSchemaState.of(catalog)) {
            case ABSENT -> checkMayCreateSchema();
            case EMPTY -> checkMayFillSchema();
            case OURS -> checkMayUseSchema();
            case OURS_WITHOUT_HISTORY ->
                throw new ConfigurationException("schema courier of database " + database()
                        + " lacks table courier.flyway_schema_history, which records its version: restore the"
                        + " schema as a whole");
            case FOREIGN ->
                throw new ConfigurationException("schema courier of database " + database()
                        + " belongs to another program: its owner is role " + owner() + " and it holds " + contents()
                        + ", but Webhook Courier needs a schema of that name for itself; rename that schema, or name"
                        + " another database in courier.database.url");
        }
    }

    private void checkMayCreateSchema() throws SQLException {
        if (!catalog.holds("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            throw new ConfigurationException("role " + role() + " may not create schema courier in database "
                    + database() + ": CREATE SCHEMA courier AUTHORIZATION " + role() + ", or GRANT CREATE ON DATABASE "
                    + database() + " TO " + role());
        }
    }

    /** Rights on a schema that may be meant for something else are never asked for. */
    private void checkMayFillSchema() throws SQLException {
        if (!catalog.holds(
                "SELECT has_schema_privilege('courier', 'USAGE')" + " AND has_schema_privilege('courier', 'CREATE')")) {
            throw new ConfigurationException("schema courier of database " + database()
                    + " is empty and belongs to role "
                    + owner() + ", so role " + role() + " cannot create its tables there: if it was created for Webhook"
                    + " Courier, ALTER SCHEMA courier OWNER TO " + role()
                    + "; else rename it, or name another database in courier.database.url");
        }
    }

    private void checkMayUseSchema() throws SQLException {
        if (!catalog.holds("SELECT has_schema_privilege('courier', 'USAGE')")) {
            throw new ConfigurationException("role " + role() + " lacks the right USAGE on schema courier: GRANT USAGE"
                    + " ON SCHEMA courier TO " + role());
        }
        String lacking = catalog.text(LACKING_RIGHT);
        if (lacking != null) {
            throw new ConfigurationException("role " + role() + " lacks the right " + lacking
                    + ": GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA courier TO " + role());
        }
    }

    private String contents() throws SQLException {
        List<String> names = CourierSchemaState.contents(catalog);
        if (names.isEmpty()) {
            return "nothing";
        }
        String named = String.join(", ", names.subList(0, Math.min(NAMED_OBJECTS, names.size())));
        return names.size() <= NAMED_OBJECTS ? named : named + " and " + (names.size() - NAMED_OBJECTS) + " more";
    }

    private String owner() throws SQLException {
        return SqlIdentifier.quoted(
                catalog.text("SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'courier'"));
    }

    private String database() throws SQLException {
        return SqlIdentifier.quoted(catalog.text("SELECT current_database()"));
    }

    private String role() throws SQLException {
        return SqlIdentifier.quoted(catalog.text("SELECT current_user"));
    }
}
