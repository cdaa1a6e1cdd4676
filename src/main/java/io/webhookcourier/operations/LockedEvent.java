package io.webhookcourier.operations;

import io.webhookcourier.database.QueueStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The state of one event while this transaction holds its lock.
 *
 * @param lastOutcome of the newest attempt on record, or null
 */
record LockedEvent(
        String id,
        String status,
        String provider,
        String dedupeKey,
        int attempts,
        int maxAttempts,
        String lockedBy,
        Instant lockedAt,
        String lastError,
        String lastOutcome) {

    /** Waits as long as the transaction's lock_timeout says. */
    static Optional<LockedEvent> take(Connection connection, QueueStatements statements, String id)
            throws SQLException {
        if (!statements.queue().keyType().canBe(id)) {
            return Optional.empty();
        }
        try (PreparedStatement statement = statements.prepare(connection, "operations/lock-event-for-replay", id);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(of(id, row)) : Optional.empty();
        }
    }

    private static LockedEvent of(String id, ResultSet row) throws SQLException {
        LocalDateTime lockedAt = row.getObject("locked_at", LocalDateTime.class);
        return new LockedEvent(
                id,
                row.getString("status"),
                row.getString("provider"),
                row.getString("dedupe_key"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                row.getString("locked_by"),
                lockedAt == null ? null : lockedAt.toInstant(ZoneOffset.UTC),
                row.getString("last_error"),
                row.getString("last_outcome"));
    }
}
