package io.webhookcourier.operations;

import io.webhookcourier.database.QueueStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The two statements of every replay, for rows that the transaction has locked. */
final class Requeue {

    /** @param attempts how many count as made */
    record Row(String id, int attempts, Instant runAt) {}

    private final Connection connection;
    private final QueueStatements statements;

    Requeue(Connection connection, QueueStatements statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /** Which of these keys are guarded, as of now: after the locks, so that no outcome is committed in between. */
    Set<String> delivered(List<String> dedupeKeys) throws SQLException {
        try (PreparedStatement statement =
                        statements.prepare(connection, "operations/find-delivered-keys", dedupeKeys);
                ResultSet rows = statement.executeQuery()) {
            Set<String> delivered = new HashSet<>();
            while (rows.next()) {
                delivered.add(rows.getString(1));
            }
            return delivered;
        }
    }

    /**
     * Makes the rows PENDING and due, and wakes the workers.
     *
     * @param keysToLift whose guard goes; of these rows only
     */
    List<Row> pending(List<String> ids, List<String> keysToLift, boolean keepAttempts) throws SQLException {
        List<Row> result = new ArrayList<>();
        try (PreparedStatement statement =
                        statements.prepare(connection, "operations/replay-events", keysToLift, keepAttempts, ids);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                result.add(new Row(
                        rows.getString(1),
                        rows.getInt(2),
                        rows.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC)));
            }
        }
        WakeUp.workers(connection);
        return result;
    }
}
