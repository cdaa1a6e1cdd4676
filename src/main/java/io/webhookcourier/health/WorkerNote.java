package io.webhookcourier.health;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.worker.Heartbeat;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what keeps this worker from delivering into {@code courier.worker_trouble}, for commands and for the
 * consoles of other workers. Costs nothing while all is well. Does not wait for a synchronous standby: that one is
 * missing may be the very trouble. Not thread-safe.
 */
public final class WorkerNote {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerNote.class);
    private static final Duration REPEATED_EVERY = Duration.ofSeconds(10);
    private static final String SET_UP = "SET LOCAL synchronous_commit = local; SET LOCAL lock_timeout = '500ms';"
            + " SET LOCAL statement_timeout = '2s'";

    private final Heartbeat.ConnectionSource connections;
    private final String worker;
    private boolean written;
    private long writtenAt;

    /** @param worker this worker's id */
    public WorkerNote(Heartbeat.ConnectionSource connections, String worker) {
        this.connections = connections;
        this.worker = worker;
    }

    /** @param now of the monotonic clock, in nanoseconds */
    void write(List<Problem> problems, long now) {
        boolean due = problems.isEmpty() ? written : !written || now - writtenAt >= REPEATED_EVERY.toNanos();
        if (!due) {
            return;
        }
        try {
            write(problems.isEmpty() ? null : problems.get(0));
            written = !problems.isEmpty();
            writtenAt = now;
        } catch (SQLException e) {
            LOG.debug("The problem could not be recorded: {}", e.getMessage());
        }
    }

    private void write(Problem problem) throws SQLException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            try (Statement setUp = connection.createStatement()) {
                setUp.execute(SET_UP);
            }
            NamedStatement.update(
                    connection,
                    "health/note-trouble",
                    worker,
                    problem == null ? null : problem.text(),
                    problem == null ? null : problem.since());
            connection.commit();
        }
    }
}
