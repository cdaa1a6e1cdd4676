package io.webhookcourier.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Releases RUNNING rows whose lock is older than the stale lock, or whose worker has let its heartbeat expire (contract,
 * section 3). A row that has used up its attempts fails instead. The service does it by itself; an operator may have it
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
    private final BooleanSupplier mayJudgeOthers;

    /**
     * @param providers whose rows this service delivers; others are left alone
     * @param worker who goes into the attempt log
     * @param mayJudgeOthers whether a worker without a recent heartbeat may be taken for dead now, see {@code Lease}
     */
    public StaleRelease(
            DataSource dataSource,
            List<String> providers,
            Duration staleLock,
            String worker,
            BooleanSupplier mayJudgeOthers) {
        this.dataSource = dataSource;
        this.providers = List.copyOf(providers);
        this.staleLock = staleLock;
        this.worker = worker;
        this.mayJudgeOthers = mayJudgeOthers;
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
        if (!mayJudgeOthers.getAsBoolean()) {
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

    private List<Released> release(Connection connection) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection, "release-stale-locks", String.join(",", providers), staleLock.toMillis(), worker);
                ResultSet rows = statement.executeQuery()) {
            List<Released> released = new ArrayList<>();
            while (rows.next()) {
                released.add(new Released(rows.getString("reason"), rows.getBoolean("used_up"), rows.getLong("rows")));
            }
            return released;
        }
    }
}
