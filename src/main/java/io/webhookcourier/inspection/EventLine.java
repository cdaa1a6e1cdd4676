package io.webhookcourier.inspection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One event in a list.
 *
 * @param runAt when it is due, or was last; {@link Instant#MAX} for infinity
 * @param workspaceId the row's, or null
 * @param finishedAt when its last attempt ended, or null
 * @param lastError its first 300 characters, or null
 */
public record EventLine(
        String id,
        EventStatus status,
        String provider,
        String eventType,
        String workspaceId,
        Instant runAt,
        int attempts,
        int maxAttempts,
        Instant createdAt,
        Instant finishedAt,
        String lastError) {

    static EventLine of(ResultSet row) throws SQLException {
        return new EventLine(
                row.getString("id"),
                EventStatus.valueOf(row.getString("status")),
                row.getString("provider"),
                row.getString("event_type"),
                row.getString("workspace_id"),
                Utc.of(row, "run_at"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                Utc.of(row, "created_at"),
                Utc.of(row, "finished_at"),
                row.getString("last_error"));
    }

    /** Why it failed, in words: {@code the receiver answered 422}; null when it did not. */
    public String causeInWords() {
        return lastError == null ? null : CauseInWords.ofError(lastError);
    }
}
