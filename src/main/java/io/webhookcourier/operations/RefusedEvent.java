package io.webhookcourier.operations;

import io.webhookcourier.database.EnqueuedSample;
import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.operations.OperationRefusedException.Cause;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Puts into one sentence why the database does not take an event, with the column or constraint that is in the way. */
final class RefusedEvent {

    /** That which {@code courier.enqueue} fills. */
    private static final String TABLE = QueueTable.APPLICATION.table();

    private static final String OURS = "courier.enqueue: ";

    /**
     * Classes of SQLSTATEs by which one event is refused and others are not: data exceptions, constraints, views' checks,
     * limits such as an index entry's, and errors that triggers raise.
     */
    private static final Set<String> CONTENT = Set.of("22", "23", "44", "54", "P0");

    private static final int UUID_LENGTH = 36;
    private static final int DIGEST_LENGTH = 32;

    private final DataSource dataSource;

    RefusedEvent(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns the error when it passes on its own.
     *
     * @throws OperationRefusedException when it does not
     */
    SQLException unlessPermanent(SQLException error, NewEvent event) throws SQLException {
        if (TransientErrors.includes(error)) {
            return error;
        }
        ServerErrorMessage server = error instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        String message = server == null || server.getMessage() == null ? error.getMessage() : server.getMessage();
        throw refusal(error.getSQLState(), OneLine.of(message), server, event);
    }

    private OperationRefusedException refusal(String state, String message, ServerErrorMessage server, NewEvent event)
            throws SQLException {
        if (message.startsWith(OURS)) {
            String sentence = message.substring(OURS.length());
            return new OperationRefusedException(state.equals("22023") ? Cause.INVALID : Cause.TABLE, sentence);
        }
        return switch (state) {
            case "22001" -> content(tooLong(message, event));
            case "22003", "22021", "22P05" ->
                OperationRefusedException.invalid("the database cannot store a value of this event (" + message
                        + "): the character NUL, half of a surrogate pair, or a number beyond what it can hold");
            case "22P02" ->
                message.contains("enum")
                        ? OperationRefusedException.invalid(
                                "provider " + event.provider() + " is not a value of the enum of column \"provider\"")
                        : OperationRefusedException.invalid("row is not valid JSON: " + message);
            case "23502" -> missing(message, server);
            case "23514", "23503", "23505", "23P01" -> content(constraint(message, server));
            case "42501" ->
                new OperationRefusedException(
                        Cause.RIGHT,
                        message + "; enqueuing needs GRANT SELECT, INSERT ON " + TABLE + " to the service's role");
            default -> CONTENT.contains(state.substring(0, 2)) ? content(message) : table(message);
        };
    }

    private static OperationRefusedException missing(String message, ServerErrorMessage server) {
        String column = server == null ? null : server.getColumn();
        if (column == null || !TABLE.equals('"' + server.getTable() + '"') || EnqueuedSample.COLUMNS.contains(column)) {
            return content(message);
        }
        return table("column \"" + column + "\" of table " + TABLE + " must not be NULL and has no default, and"
                + " courier.enqueue does not fill it: give it a default");
    }

    private String constraint(String message, ServerErrorMessage server) throws SQLException {
        if (server == null || server.getConstraint() == null || server.getTable() == null) {
            return message;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "operations/constraint-columns",
                        server.getSchema(),
                        server.getTable(),
                        server.getConstraint());
                ResultSet row = statement.executeQuery()) {
            String columns = row.next() ? row.getString("names") : null;
            return columns == null ? message : message + " (columns: " + columns + ")";
        }
    }

    /** PostgreSQL says how long the value may be, and not in which column. */
    private String tooLong(String message, NewEvent event) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = NamedStatement.prepare(connection, "operations/enqueue-column-lengths");
                ResultSet column = statement.executeQuery()) {
            while (column.next()) {
                String name = column.getString("name");
                int needed = length(name, event);
                if (needed > column.getInt("length")) {
                    return "column \"" + name + "\" of table " + TABLE + " holds " + column.getInt("length")
                            + " characters, but this event needs " + needed;
                }
            }
            return message;
        }
    }

    private static int length(String column, NewEvent event) {
        return switch (column) {
            case "id" -> UUID_LENGTH;
            case "eventType" -> length(event.eventType());
            case "workspaceId" -> length(event.workspaceId());
            default -> length(event.provider()) + length(event.eventType()) + DIGEST_LENGTH + 2;
        };
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static OperationRefusedException content(String sentence) {
        return new OperationRefusedException(Cause.CONTENT, sentence);
    }

    private static OperationRefusedException table(String sentence) {
        return new OperationRefusedException(Cause.TABLE, sentence);
    }
}
