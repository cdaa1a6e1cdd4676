package io.webhookcourier.operations;

import io.webhookcourier.operations.ReplayFilter.Ended;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/**
 * A replay of many events, and how far it is.
 *
 * @param updatedAt when its last batch was done, or its state changed
 * @param background whether a running service works on it
 * @param expected how many events matched at the start
 * @param leftOut how many were passed by, because they were delivered before and force was not given
 * @param idle for how long nothing has happened to it; a running job that is idle for long was interrupted
 */
public record ReplayJob(
        long id,
        State state,
        Instant createdAt,
        Instant updatedAt,
        boolean background,
        Operator operator,
        ReplayFilter filter,
        ReplayOptions options,
        ReplayBounds bounds,
        long expected,
        long replayed,
        long leftOut,
        Duration idle,
        Cursor cursor) {

    /** The state of a job. */
    public enum State {
        RUNNING,
        /** Stopped by an operator; it can be resumed. */
        STOPPED,
        /** Nothing is left, or its limit is reached. */
        DONE
    }

    /** The last row that was looked at; both null at the beginning. */
    record Cursor(LocalDateTime runAt, String id) {}

    /** Whether it ended at its bound, and not because nothing was left. */
    public boolean atItsBound() {
        return replayed >= bounds.maxRows();
    }

    static ReplayJob of(ResultSet row) throws SQLException {
        Instant updatedAt = instant(row, "updated_at");
        return new ReplayJob(
                row.getLong("id"),
                State.valueOf(row.getString("state")),
                instant(row, "created_at"),
                updatedAt,
                row.getBoolean("background"),
                new Operator(row.getString("actor"), row.getString("reason")),
                new ReplayFilter(
                        Ended.valueOf(row.getString("status")),
                        row.getString("workspace_id"),
                        row.getString("event_type"),
                        instant(row, "since"),
                        instant(row, "until"),
                        row.getString("error_text")),
                new ReplayOptions(row.getBoolean("force"), row.getBoolean("keep_attempts")),
                new ReplayBounds(row.getInt("max_rows"), row.getInt("per_second")),
                row.getLong("expected"),
                row.getLong("replayed"),
                row.getLong("left_out"),
                Duration.between(updatedAt, instant(row, "now")),
                new Cursor(row.getObject("cursor_run_at", LocalDateTime.class), row.getString("cursor_id")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
