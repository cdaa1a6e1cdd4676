package io.webhookcourier.operations;

import io.webhookcourier.queue.WorkerWatch;
import io.webhookcourier.queue.WorkerWatch.Dead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Releases RUNNING rows whose lock is older than the stale lock, or whose worker is dead (contract, section 3). A row that has used up its attempts fails instead. The service does it by itself; an operator may have it
 * done now. Nobody's living lock is ever released. Thread-safe.
 */
public final class StaleRelease {

    /**
     * Rows that were released for one reason.
     *
     * @param reason {@code dead_worker} or {@code stale_lock}
     * @param failed whether they failed because their attempts were used up
     */
    public record Released(String reason, boolean failed, long rows) {}

    private final DataSource dataSource;
    private final List<String> providers;
    private final Duration staleLock;
    private final String worker;
    private final WorkerWatch workers;

    /**
     * @param providers whose rows this service delivers; others are left alone
     * @param worker who goes into the attempt log
     * @param workers knows which workers are dead
     */
    public StaleRelease(
            DataSource dataSource, List<String> providers, Duration staleLock, String worker, WorkerWatch workers) {
        this.dataSource = dataSource;
        this.providers = List.copyOf(providers);
        this.staleLock = staleLock;
        this.worker = worker;
        this.workers = workers;
    }

    /**
     * Up to 1,000 rows, when the caller knows that others may be judged; what somebody else has locked is left for the
     * next time.
     */
    public List<Released> release() throws SQLException {
        return Transaction.run(dataSource, this::release);
    }

    /**
     * As {@link #release()}, on an operator's behalf and with an audit when there was anything to release.
     *
     * @throws OperationRefusedException while this worker cannot tell who is dead
     */
    public List<Released> release(Operator operator) throws SQLException {
        if (!workers.mayJudgeOthers()) {
            throw new OperationRefusedException(
                    OperationRefusedException.Cause.STATE,
                    "this worker's own heartbeats have not been steady for long enough to tell whether others are dead:"
                            + " try again in a minute");
        }
        record Done(List<Released> released, Audit audit) {}
        Done done = Transaction.run(dataSource, connection -> {
            List<Released> released = release(connection);
            long rows = released.stream().mapToLong(Released::rows).sum();
            Audit audit = new Audit(operator, "release", "everything", Map.of("rows", rows));
            if (rows > 0) {
                audit.write(connection);
                WakeUp.workers(connection);
            }
            return new Done(released, audit);
        });
        if (!done.released().isEmpty()) {
            done.audit().log();
        }
        return done.released();
    }

    /**
     * Takes dead workers off the list that own no row any more.
     *
     * @return their ids
     */
    public List<String> forgetDeadWorkers() throws SQLException {
        List<Dead> dead = workers.dead();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        NamedStatement.prepare(connection, "forget-dead-workers", ids(dead), heartbeats(dead));
                ResultSet rows = statement.executeQuery()) {
            List<String> forgotten = new ArrayList<>();
            while (rows.next()) {
                forgotten.add(rows.getString(1));
            }
            return forgotten;
        }
    }

    private List<Released> release(Connection connection) throws SQLException {
        List<Dead> dead = workers.dead();
        long staleMillis = staleLock.plus(workers.clockSetForward()).toMillis();
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "release-stale-locks",
                        ids(dead),
                        heartbeats(dead),
                        String.join(",", providers),
                        staleMillis,
                        worker);
                ResultSet rows = statement.executeQuery()) {
            List<Released> released = new ArrayList<>();
            while (rows.next()) {
                released.add(new Released(rows.getString("reason"), rows.getBoolean("used_up"), rows.getLong("rows")));
            }
            return released;
        }
    }

    private static List<String> ids(List<Dead> dead) {
        return dead.stream().map(Dead::worker).toList();
    }

    private static List<String> heartbeats(List<Dead> dead) {
        return dead.stream().map(Dead::lastHeartbeat).toList();
    }
}
