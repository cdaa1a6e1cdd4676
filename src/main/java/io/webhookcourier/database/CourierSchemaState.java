package io.webhookcourier.database;

import java.sql.SQLException;
import java.util.List;

/** What schema {@code courier} of a database is, as the system catalog shows it to any role. */
enum CourierSchemaState {
    ABSENT,
    /** There, with nothing in it but perhaps the beginning of a migration history. */
    EMPTY,
    OURS,
    /** Ours, but without the history of its migrations. */
    OURS_WITHOUT_HISTORY,
    /** Another program's. */
    FOREIGN;

    private static final String HOLDS_OUR_TABLES = """
            SELECT EXISTS (
                SELECT FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
                WHERE c.relnamespace = to_regnamespace('courier')::oid AND c.relname = 'delivery_attempt'
                  AND a.attname = 'claim_id' AND NOT a.attisdropped)""";

    private static final String HISTORY = """
            SELECT c.oid FROM pg_class AS c
            WHERE c.relnamespace = to_regnamespace('courier')::oid AND c.relname = 'flyway_schema_history'
              AND c.relkind = 'r'""";

    private static final String IS_READABLE = """
            SELECT has_schema_privilege('courier', 'USAGE') AND has_table_privilege(?::text::oid, 'SELECT')""";

    private static final String CONTENTS = """
            SELECT name FROM (
                SELECT 'table ' || c.relname AS name FROM pg_class AS c
                WHERE c.relnamespace = to_regnamespace('courier')::oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                UNION ALL
                SELECT 'function ' || p.proname FROM pg_proc AS p
                WHERE p.pronamespace = to_regnamespace('courier')::oid
                UNION ALL
                SELECT 'type ' || t.typname FROM pg_type AS t
                WHERE t.typnamespace = to_regnamespace('courier')::oid AND t.typtype IN ('e', 'd', 'r')
            ) AS object
            ORDER BY name COLLATE "C" DESC""";

    static CourierSchemaState of(Catalog catalog) throws SQLException {
        if (!catalog.holds("SELECT to_regnamespace('courier') IS NOT NULL")) {
            return ABSENT;
        }
        String history = catalog.text(HISTORY);
        boolean readable = history != null && catalog.holds(IS_READABLE, history);
        if (catalog.holds(HOLDS_OUR_TABLES)) {
            if (history == null) {
                return OURS_WITHOUT_HISTORY;
            }
            return !readable || begins(catalog) ? OURS : FOREIGN;
        }
        List<String> contents = contents(catalog);
        return contents.isEmpty()
                        || contents.equals(List.of("table flyway_schema_history")) && readable && isNew(catalog)
                ? EMPTY
                : FOREIGN;
    }

    /** Everything in the schema, such as {@code table shipment}; tables first. */
    static List<String> contents(Catalog catalog) throws SQLException {
        return catalog.texts(CONTENTS);
    }

    private static boolean begins(Catalog catalog) throws SQLException {
        return isFlyways(catalog)
                && catalog.holds("SELECT EXISTS (SELECT FROM courier.flyway_schema_history"
                        + " WHERE script = 'V1__courier.sql')");
    }

    /** A start that was ended between making the history and the first migration leaves it empty. */
    private static boolean isNew(Catalog catalog) throws SQLException {
        return isFlyways(catalog)
                && catalog.holds(
                        "SELECT NOT EXISTS (SELECT FROM courier.flyway_schema_history WHERE type <> 'SCHEMA')");
    }

    private static boolean isFlyways(Catalog catalog) throws SQLException {
        return catalog.columns("courier.flyway_schema_history").keySet().containsAll(List.of("script", "type"));
    }
}
