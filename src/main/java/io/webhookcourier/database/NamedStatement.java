package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.postgresql.PGStatement;

/** One of the statements under {@code sql/} that concern no queue's rows, with its parameters bound. */
public final class NamedStatement {

    /** Text whose type the statement decides, say a value of an enum. */
    public record Untyped(String value) {}

    private NamedStatement() {}

    /** @param parameters in their order; a List of text is an array, an Instant a timestamptz */
    public static PreparedStatement prepare(Connection connection, String name, Object... parameters)
            throws SQLException {
        return bound(connection, Sql.statement(name), parameters);
    }

    static PreparedStatement bound(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** @return how many rows it changed */
    public static int update(Connection connection, String name, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, name, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** The only number of the only row. */
    public static long count(Connection connection, String name, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, name, parameters);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof List<?> list) {
            statement.setArray(index, statement.getConnection().createArrayOf("text", list.toArray()));
        } else if (value instanceof Untyped text) {
            // Parsed each time: a statement that the server keeps would keep the type, too, which a migration may drop.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setObject(index, text.value(), Types.OTHER);
        } else {
            statement.setObject(index, value);
        }
    }
}
