package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why {@code courier.enqueue} cannot put events of a provider into the application's table, as far as one can know. */
final class EnqueueCheck {

    private static final int UUID_LENGTH = 36;
    private static final int DIGEST_LENGTH = 32;

    private static final String UNIQUE = """
            SELECT EXISTS (
                SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                WHERE i.indrelid = ?::text::regclass AND i.indisunique AND i.indimmediate AND i.indisvalid
                  AND i.indpred IS NULL AND i.indnkeyatts = 1 AND a.attname = 'dedupeKey')""";

    private static final String UNFILLED = """
            SELECT a.attname FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = ?::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
              AND (a.attnotnull OR t.typnotnull) AND NOT a.atthasdef AND a.attidentity = '' AND t.typdefault IS NULL
              AND NOT a.attname = ANY (?::text[]) ORDER BY a.attnum""";

    private static final String GENERATED = """
            SELECT a.attname FROM pg_attribute AS a
            WHERE a.attrelid = ?::text::regclass AND NOT a.attisdropped AND a.attname = ANY (?::text[])
              AND (a.attgenerated <> '' OR a.attidentity = 'a') ORDER BY a.attnum""";

    private static final String LENGTH = """
            SELECT a.atttypmod - 4 FROM pg_attribute AS a
            WHERE a.attrelid = ?::text::regclass AND a.attname = ? AND a.atttypmod > 4
              AND a.atttypid = 'pg_catalog.varchar'::regtype""";

    /** They may fill or change columns, and only a real INSERT would show how. */
    private static final String HAS_TRIGGERS = """
            SELECT EXISTS (
                SELECT FROM pg_trigger AS t
                WHERE t.tgrelid = ?::text::regclass AND NOT t.tgisinternal AND t.tgenabled <> 'D'
                  AND t.tgtype & 7 = 7)""";

    private final Connection connection;
    private final Catalog catalog;
    private final String table;
    private final String provider;

    EnqueueCheck(Connection connection, String schema, String provider) {
        this.connection = connection;
        this.catalog = new Catalog(connection);
        this.table = RequiredTable.WEBHOOK_EVENT.in(schema);
        this.provider = provider;
    }

    /** A sentence for each problem that every event of the provider would meet. */
    List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        checkUnique(problems);
        for (String column : catalog.texts(GENERATED, table, columns())) {
            problems.add("courier.enqueue cannot work: column \"" + column + "\" of table " + table
                    + " is generated, but courier.enqueue fills it");
        }
        if (!catalog.holds(HAS_TRIGGERS, table)) {
            for (String column : catalog.texts(UNFILLED, table, columns())) {
                problems.add("courier.enqueue cannot work: column \"" + column + "\" of table " + table
                        + " must not be NULL and has no default, and courier.enqueue does not fill it: give it a"
                        + " default");
            }
            checkLengths(problems);
            problems.addAll(new CheckConstraints(connection, table).refusing(provider));
        }
        return problems;
    }

    private void checkUnique(List<String> problems) throws SQLException {
        if (!catalog.holds(UNIQUE, table)) {
            boolean partitioned =
                    catalog.holds("SELECT relkind = 'p' FROM pg_class WHERE oid = ?::text::regclass", table);
            problems.add("courier.enqueue cannot work: table " + table + " has no unique index on \"dedupeKey\" alone"
                    + (partitioned
                            ? ", which a partitioned table has only when \"dedupeKey\" is its partition key"
                            : ": CREATE UNIQUE INDEX CONCURRENTLY ON " + table + " (\"dedupeKey\")"));
        }
    }

    private void checkLengths(List<String> problems) throws SQLException {
        int eventType = provider.equals("CRM") ? EnqueuedSample.LONGEST_CRM_EVENT_TYPE.length() : 1;
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("id", UUID_LENGTH);
        needed.put("eventType", eventType);
        needed.put("dedupeKey", provider.length() + eventType + DIGEST_LENGTH + 2);
        for (Map.Entry<String, Integer> column : needed.entrySet()) {
            String length = catalog.text(LENGTH, table, column.getKey());
            if (length != null && Integer.parseInt(length) < column.getValue()) {
                problems.add("courier.enqueue cannot work: column \"" + column.getKey() + "\" of table " + table
                        + " holds " + length + " characters, but events of provider " + provider + " need "
                        + column.getValue());
            }
        }
    }

    private static String[] columns() {
        return EnqueuedSample.COLUMNS.toArray(String[]::new);
    }
}
