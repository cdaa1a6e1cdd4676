package io.webhookcourier.inspection;

import io.webhookcourier.delivery.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One event in a list.
 *
 * @param runAt when it is due, or was last; {@link Instant#MAX} for infinity
 * @param workspaceId the row's, or null
 * @param leadId the payload's {@code leadId}; null without one, and when the payload is larger than 256 KB
 * @param finishedAt when its last attempt ended, or null
 * @param lastError its first 300 characters, or null
 * @param outcome of the last attempt at a SUCCEEDED event: DELIVERED, SKIPPED or DUPLICATE; else null
 * @param outcomeReason why it was skipped, or null
 */
public record EventLine(
        String id,
        EventStatus status,
        String provider,
        String eventType,
        String dedupeKey,
        String workspaceId,
        String leadId,
        Instant runAt,
        int attempts,
        int maxAttempts,
        Instant createdAt,
        Instant finishedAt,
        String lastError,
        Outcome outcome,
        String outcomeReason) {

    static EventLine of(ResultSet row) throws SQLException {
        return new EventLine(
                row.getString("id"),
                EventStatus.valueOf(row.getString("status")),
                row.getString("provider"),
                row.getString("event_type"),
                row.getString("dedupe_key"),
                row.getString("workspace_id"),
                null,
                Utc.of(row, "run_at"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                Utc.of(row, "created_at"),
                Utc.of(row, "finished_at"),
                row.getString("last_error"),
                outcome(row.getString("outcome")),
                row.getString("outcome_reason"));
    }

    EventLine withLead(String lead) {
        return new EventLine(
                id,
                status,
                provider,
                eventType,
                dedupeKey,
                workspaceId,
                lead,
                runAt,
                attempts,
                maxAttempts,
                createdAt,
                finishedAt,
                lastError,
                outcome,
                outcomeReason);
    }

    /** Whether it ended without a request. */
    public boolean skipped() {
        return outcome == Outcome.SKIPPED;
    }

    private static Outcome outcome(String name) {
        return name == null ? null : Outcome.valueOf(name);
    }

    /** Why it failed or was skipped, in words: {@code the receiver returned HTTP 422}; null when it was neither. */
    public String causeInWords() {
        if (skipped()) {
            return CauseInWords.ofSkipped(outcomeReason);
        }
        return lastError == null ? null : CauseInWords.ofError(lastError);
    }
}
