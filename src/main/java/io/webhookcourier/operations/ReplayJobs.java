package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.operations.OperationRefusedException.Cause;
import io.webhookcourier.operations.ReplayJob.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code courier.replay_job}. */
final class ReplayJobs {

    private final Connection connection;

    ReplayJobs(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param expected how many events match now
     * @return its id
     */
    long create(
            ReplayFilter filter,
            ReplayOptions options,
            ReplayBounds bounds,
            boolean background,
            Operator operator,
            long expected)
            throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "operations/create-replay-job",
                        background,
                        operator.name(),
                        operator.reason(),
                        filter.ended().name(),
                        filter.workspaceId(),
                        filter.eventType(),
                        filter.since(),
                        filter.until(),
                        filter.errorText(),
                        options.force(),
                        options.keepAttempts(),
                        bounds.maxRows(),
                        bounds.perSecond(),
                        expected);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** @throws OperationRefusedException when there is none with this id */
    ReplayJob find(long id) throws SQLException {
        return only("operations/find-replay-job", id);
    }

    /** As {@link #find}; no other session can work on it or change it until the transaction ends. */
    ReplayJob locked(long id) throws SQLException {
        return only("operations/lock-replay-job", id);
    }

    List<ReplayJob> newest(int limit) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "operations/list-replay-jobs", limit);
                ResultSet rows = statement.executeQuery()) {
            List<ReplayJob> jobs = new ArrayList<>();
            while (rows.next()) {
                jobs.add(ReplayJob.of(rows));
            }
            return jobs;
        }
    }

    /** Ids of those that a running service works on and whose next batch is due. */
    List<Long> inBackground() throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "operations/find-background-replays");
                ResultSet rows = statement.executeQuery()) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    void change(long id, State state, boolean background) throws SQLException {
        NamedStatement.update(connection, "operations/change-replay-job", state.name(), background, id);
    }

    private ReplayJob only(String statementName, long id) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, statementName, id);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new OperationRefusedException(Cause.UNKNOWN, "there is no replay job " + id);
            }
            return ReplayJob.of(row);
        }
    }
}
