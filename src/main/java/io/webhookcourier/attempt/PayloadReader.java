package io.webhookcourier.attempt;

import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.RetryableFailureException;
import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.text.Trimmed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/** Reads one payload that a claim did not read, within a time limit and never more of it than requested. */
final class PayloadReader {

    private final DataSource dataSource;
    private final long limit;
    private final Duration timeLimit;
    private final LongSupplier nanoTime;
    private final String readStatement;
    private final String pausedStatement;

    /**
     * @param limit bytes of a payload's text, at most
     * @param timeLimit for one payload
     * @param nanoTime the monotonic clock
     */
    PayloadReader(
            DataSource dataSource, QueueStatements statements, long limit, Duration timeLimit, LongSupplier nanoTime) {
        this.dataSource = dataSource;
        this.limit = limit;
        this.timeLimit = timeLimit;
        this.nanoTime = nanoTime;
        this.readStatement = "SET LOCAL statement_timeout = " + timeLimit.toMillis() + "; "
                + statements.text("attempt/read-payload");
        this.pausedStatement = statements.text("attempt/is-paused");
    }

    /**
     * The payload's text; null when the row is gone or has none.
     *
     * @throws TerminalFailureException {@code payload_too_large} above the limit, {@code malformed_payload} when
     *     PostgreSQL cannot make a text of it
     * @throws RetryableFailureException {@code payload_timeout} when that takes longer than the time limit
     * @throws HandBackException when the workspace is paused that only the payload names
     * @throws SQLException when the database cannot be asked
     */
    String read(ClaimedEvent event) throws SQLException {
        long startedNanos = nanoTime.getAsLong();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return read(connection, event);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            WriteFailure failure = WriteFailure.of(e);
            if (failure == WriteFailure.REFUSED) {
                throw new TerminalFailureException(
                        Reason.of(Kind.MALFORMED_PAYLOAD, "PostgreSQL cannot read it: " + WriteFailure.reason(e)));
            }
            // A statement that was cancelled earlier was cancelled by another thread, for example at shutdown.
            if (failure == WriteFailure.BLOCKED && nanoTime.getAsLong() - startedNanos >= timeLimit.toNanos()) {
                throw new RetryableFailureException(Reason.of(
                        Kind.PAYLOAD_TIMEOUT,
                        "PostgreSQL took longer than " + timeLimit.toMillis() + " ms to read it"));
            }
            throw e;
        }
    }

    private String read(Connection connection, ClaimedEvent event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(readStatement)) {
            statement.setLong(1, limit);
            statement.setString(2, event.id());
            statement.execute();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                if (!row.next()) {
                    return null;
                }
                if (row.getLong("bytes") > limit) {
                    throw new TerminalFailureException(Reason.of(Kind.PAYLOAD_TOO_LARGE, row.getLong("bytes")));
                }
                String workspace = Trimmed.orNull(row.getString("workspace"));
                if (Trimmed.isBlank(event.workspaceId()) && workspace != null && isPaused(connection, workspace)) {
                    throw new HandBackException(Reason.of(Kind.PAUSED));
                }
                return row.getString("raw");
            }
        }
    }

    private boolean isPaused(Connection connection, String workspace) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(pausedStatement)) {
            statement.setString(1, workspace);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean("paused");
            }
        }
    }
}
