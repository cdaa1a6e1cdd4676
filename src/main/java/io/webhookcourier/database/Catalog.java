package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions to the system catalog. Reads only. */
final class Catalog {

    private final Connection connection;

    Catalog(Connection connection) {
        this.connection = connection;
    }

    /** The first column of the only row, as text; null when there is no row. */
    String text(String sql, Object... parameters) throws SQLException {
        List<String> values = texts(sql, parameters);
        return values.isEmpty() ? null : values.get(0);
    }

    boolean holds(String sql, Object... parameters) throws SQLException {
        return "t".equals(text(sql, parameters));
    }

    List<String> texts(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                result.add(rows.getString(1));
            }
            return result;
        }
    }

    /** The table's columns with their types as PostgreSQL writes them without length; an enum's is {@code enum}. */
    Map<String, String> columns(String table) throws SQLException {
        try (PreparedStatement statement = prepare("""
                        SELECT a.attname, CASE WHEN t.typtype = 'e' THEN 'enum' ELSE format_type(a.atttypid, NULL) END
                        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                        WHERE a.attrelid = ?::text::regclass AND a.attnum > 0 AND NOT a.attisdropped""", table);
                ResultSet rows = statement.executeQuery()) {
            Map<String, String> result = new LinkedHashMap<>();
            while (rows.next()) {
                result.put(rows.getString(1), rows.getString(2));
            }
            return result;
        }
    }

    /** The values of a column's enum, in their order. */
    List<String> enumValues(String table, String column) throws SQLException {
        return texts("""
                SELECT e.enumlabel FROM pg_attribute a JOIN pg_enum e ON e.enumtypid = a.atttypid
                WHERE a.attrelid = ?::text::regclass AND a.attname = ? ORDER BY e.enumsortorder""", table, column);
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
