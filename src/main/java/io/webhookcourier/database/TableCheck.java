package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether one table of the application's is there, has the needed columns, and may be used. */
final class TableCheck {

    private final Catalog catalog;
    private final String schema;

    TableCheck(Catalog catalog, String schema) {
        this.catalog = catalog;
        this.schema = schema;
    }

    void check(RequiredTable table) throws SQLException {
        checkPresence(table);
        checkColumns(table);
        checkRight(table, "SELECT", List.copyOf(new TreeMap<>(table.columns()).keySet()));
        checkRight(table, "UPDATE", table.written());
        checkSearchPath(table);
    }

    private void checkPresence(RequiredTable table) throws SQLException {
        if (catalog.text("SELECT to_regclass(?)::oid", table.in(schema)) == null) {
            throw new ConfigurationException("table \"" + table.name() + "\" is missing in schema " + schema
                    + " of database " + catalog.text("SELECT current_database()")
                    + ": run the application's own migrations first, or name the right database and schema in"
                    + " courier.database.url (the service never creates it)");
        }
    }

    private void checkColumns(RequiredTable table) throws SQLException {
        Map<String, String> found = catalog.columns(table.in(schema));
        for (Map.Entry<String, String> column : new TreeMap<>(table.columns()).entrySet()) {
            String name = "column \"" + column.getKey() + "\" of table " + table.in(schema);
            String type = found.get(column.getKey());
            if (type == null) {
                throw new ConfigurationException(
                        name + " is missing: it must be of type " + column.getValue() + " (docs/database.md)");
            }
            if (!RequiredTable.accepts(column.getValue(), type)) {
                throw new ConfigurationException(
                        name + " is of type " + type + ", but must be " + column.getValue() + " (docs/database.md)");
            }
        }
    }

    private void checkRight(RequiredTable table, String right, List<String> columns) throws SQLException {
        for (String column : columns) {
            if (!catalog.holds(
                    "SELECT has_column_privilege(?::text, ?::text, ?::text)", table.in(schema), column, right)) {
                String role = SqlIdentifier.quoted(catalog.text("SELECT current_user"));
                throw new ConfigurationException("role " + role + " lacks the right " + right + " on table "
                        + table.in(schema) + ": GRANT " + right + " ON " + table.in(schema) + " TO " + role);
            }
        }
    }

    /** Statements name the table alone; behind PgBouncer the search path is the role's, not ours. */
    private void checkSearchPath(RequiredTable table) throws SQLException {
        if (!catalog.holds(
                "SELECT to_regclass(?) IS NOT DISTINCT FROM to_regclass(?)",
                SqlIdentifier.quoted(table.name()),
                table.in(schema))) {
            String role = SqlIdentifier.quoted(catalog.text("SELECT current_user"));
            String database = SqlIdentifier.quoted(catalog.text("SELECT current_database()"));
            throw new ConfigurationException(
                    "table " + table.in(schema) + " is not the one that the search path of role "
                            + role + " leads to, and behind PgBouncer the service cannot set it: ALTER ROLE " + role
                            + " IN DATABASE " + database + " SET search_path = " + SqlIdentifier.quoted(schema));
        }
    }
}
