package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which CHECK constraints refuse every event that {@code courier.enqueue} would insert. Their conditions are tried on a
 * row that is never inserted; those that depend on what an event holds are left out.
 */
final class CheckConstraints {

    private static final String NAMES =
            "SELECT conname FROM pg_constraint WHERE conrelid = ?::text::regclass AND contype = 'c' ORDER BY conname";

    private static final String CONDITION = """
            SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint
            WHERE conrelid = ?::text::regclass AND contype = 'c' AND conname = ?""";

    private static final String COLUMNS = """
            SELECT a.attname FROM pg_constraint AS c JOIN pg_attribute AS a
                ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
            WHERE c.conrelid = ?::text::regclass AND c.contype = 'c' AND c.conname = ? ORDER BY a.attnum""";

    private static final String TYPE = """
            SELECT format_type(atttypid, atttypmod) FROM pg_attribute
            WHERE attrelid = ?::text::regclass AND attname = ?""";

    private static final String DEFAULT = """
            SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef AS d JOIN pg_attribute AS a
                ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            WHERE d.adrelid = ?::text::regclass AND a.attname = ?""";

    private final Connection connection;
    private final Catalog catalog;
    private final String table;

    CheckConstraints(Connection connection, String table) {
        this.connection = connection;
        this.catalog = new Catalog(connection);
        this.table = table;
    }

    /** A sentence for each. */
    List<String> refusing(String provider) throws SQLException {
        List<String> refusing = new ArrayList<>();
        for (String name : catalog.texts(NAMES, table)) {
            List<String> columns = catalog.texts(COLUMNS, table, name);
            Optional<String> row = row(columns, provider);
            if (row.isPresent() && isFalse(catalog.text(CONDITION, table, name), row.get())) {
                refusing.add("courier.enqueue cannot work: check constraint \"" + name + "\" of table " + table
                        + " refuses events of provider " + provider + " (" + quoted(columns) + ")");
            }
        }
        return refusing;
    }

    private Optional<String> row(List<String> columns, String provider) throws SQLException {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            Optional<String> value = EnqueuedSample.COLUMNS.contains(column)
                    ? EnqueuedSample.expression(column, provider)
                    : Optional.of(Optional.ofNullable(catalog.text(DEFAULT, table, column))
                            .orElse("NULL"));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add("CAST(" + value.get() + " AS " + catalog.text(TYPE, table, column) + ") AS "
                    + SqlIdentifier.quoted(column));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** A condition that cannot be tried, say because a default draws from a sequence, counts as fulfilled. */
    private boolean isFalse(String condition, String row) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        try {
            return catalog.holds(
                    "SELECT NOT coalesce((" + condition + "), true) FROM (SELECT " + row + ") AS \"WebhookEvent\"");
        } catch (SQLException e) {
            return false;
        } finally {
            connection.rollback();
            connection.setReadOnly(false);
            connection.setAutoCommit(true);
        }
    }

    private static String quoted(List<String> columns) {
        return String.join(", ", columns.stream().map(SqlIdentifier::quoted).toList());
    }
}
