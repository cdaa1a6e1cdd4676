package io.webhookcourier.database;

import io.webhookcourier.queue.QueueTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The named statements under {@code sql/}, in the names of one queue. Thread-safe. */
public final class QueueStatements {

    private final QueueTable queue;
    private final Map<String, String> rendered = new ConcurrentHashMap<>();

    public QueueStatements(QueueTable queue) {
        this.queue = queue;
    }

    /** The queue whose statements these are. */
    public QueueTable queue() {
        return queue;
    }

    /**
     * @param name folder and file, without the ending: {@code record/record-endings}
     * @throws IllegalArgumentException when there is none, or it names what is no part of a queue
     */
    public String text(String name) {
        return rendered.computeIfAbsent(name, missing -> queue.render(Sql.statement(missing)));
    }

    /** @param parameters in their order; a List of text is an array, an Instant a timestamptz */
    public PreparedStatement prepare(Connection connection, String name, Object... parameters) throws SQLException {
        return NamedStatement.bound(connection, text(name), parameters);
    }

    /** @return how many rows it changed */
    public int update(Connection connection, String name, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, name, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** The only number of the only row. */
    public long count(Connection connection, String name, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, name, parameters);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
