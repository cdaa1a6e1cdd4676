package io.webhookcourier.operations;

import io.webhookcourier.database.Bisection;
import io.webhookcourier.database.LastErrorWidth;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.worker.WorkerWatch;
import io.webhookcourier.worker.WorkerWatch.Dead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Releases RUNNING rows whose lock is older than the stale lock, or whose worker is dead (contract, section 3). A row that
 * has used up its attempts fails instead. A row that the database refuses to have released fails with the reason, or is
 * left out for a growing pause; all others are released. The service does so automatically; an operator can request it at once.
 * The lock of a live worker is never released. Thread-safe.
 */
public final class StaleRelease {

    /**
     * Rows that were released for one reason.
     *
     * @param reason {@code dead_worker} or {@code stale_lock}
     * @param failed whether they failed, because their attempts were used up or the database refused anything else
     */
    public record Released(String reason, boolean failed, long rows) {}

    private static final String LOCK_RELEASED = Reason.of(Kind.LOCK_RELEASED).text();
    private static final String LAST_LOCK_RELEASED =
            Reason.of(Kind.LAST_LOCK_RELEASED).text();

    private final DataSource dataSource;
    private final QueueStatements statements;
    private final List<String> providers;
    private final Duration staleLock;
    private final String worker;
    private final WorkerWatch workers;
    private final LastErrorWidth lastErrorWidth;
    private final RefusedReleases refused = new RefusedReleases(System::nanoTime);

    /**
     * @param providers whose rows this service delivers; others are left alone
     * @param worker who goes into the attempt log
     * @param workers knows which workers are dead
     */
    StaleRelease(
            DataSource dataSource,
            QueueStatements statements,
            List<String> providers,
            Duration staleLock,
            String worker,
            WorkerWatch workers) {
        this.dataSource = dataSource;
        this.statements = statements;
        this.providers = List.copyOf(providers);
        this.staleLock = staleLock;
        this.worker = worker;
        this.workers = workers;
        this.lastErrorWidth = new LastErrorWidth(dataSource, statements.queue());
    }

    /**
     * Up to 1,000 rows, when the caller knows that others may be judged; what another session has locked is left for the
     * next time.
     */
    public List<Released> release() throws SQLException {
        lastErrorWidth.readOnce();
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
        lastErrorWidth.readOnce();
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
        List<String> leftOut = refused.leftOut();
        try {
            return Transaction.nested(connection, () -> release(connection, null, leftOut, null));
        } catch (SQLException e) {
            if (WriteFailure.of(e) != WriteFailure.REFUSED) {
                throw e;
            }
            return releaseAround(connection, leftOut);
        }
    }

    /** The database refuses one row or more: all others are released. */
    private List<Released> releaseAround(Connection connection, List<String> leftOut) throws SQLException {
        List<Released> released = new ArrayList<>();
        Bisection.write(
                find(connection, leftOut),
                ids -> released.addAll(Transaction.nested(connection, () -> release(connection, null, List.of(), ids))),
                (id, cause) -> {
                    String reason = WriteFailure.reason(cause);
                    Bisection.write(
                            List.of(id),
                            one -> released.addAll(
                                    Transaction.nested(connection, () -> release(connection, reason, List.of(), one))),
                            (same, again) -> refused.add(same, reason));
                });
        return sums(released);
    }

    private static List<Released> sums(List<Released> parts) {
        Map<List<Object>, Long> rows = new LinkedHashMap<>();
        parts.forEach(part -> rows.merge(List.of(part.reason(), part.failed()), part.rows(), Long::sum));
        return rows.entrySet().stream()
                .map(sum -> new Released(
                        (String) sum.getKey().get(0), (Boolean) sum.getKey().get(1), sum.getValue()))
                .toList();
    }

    private List<String> find(Connection connection, List<String> leftOut) throws SQLException {
        List<Dead> dead = workers.dead();
        try (PreparedStatement statement = statements.prepare(
                        connection,
                        "operations/find-stale-locks",
                        String.join(",", providers),
                        leftOut,
                        ids(dead),
                        heartbeats(dead),
                        staleMillis());
                ResultSet rows = statement.executeQuery()) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private List<Released> release(Connection connection, String refusal, List<String> leftOut, List<String> ids)
            throws SQLException {
        List<Dead> dead = workers.dead();
        try (PreparedStatement statement = statements.prepare(
                        connection,
                        "operations/release-stale-locks",
                        refusal == null
                                ? null
                                : Reason.of(Kind.RELEASE_REFUSED, refusal).text(),
                        LAST_LOCK_RELEASED,
                        LOCK_RELEASED,
                        ids(dead),
                        heartbeats(dead),
                        String.join(",", providers),
                        leftOut,
                        ids,
                        ids,
                        staleMillis(),
                        lastErrorWidth.characters(),
                        worker);
                ResultSet rows = statement.executeQuery()) {
            List<Released> released = new ArrayList<>();
            while (rows.next()) {
                released.add(new Released(rows.getString("reason"), rows.getBoolean("failed"), rows.getLong("rows")));
            }
            return released;
        }
    }

    private long staleMillis() {
        return staleLock.plus(workers.clockSetForward()).toMillis();
    }

    private static List<String> ids(List<Dead> dead) {
        return dead.stream().map(Dead::worker).toList();
    }

    private static List<String> heartbeats(List<Dead> dead) {
        return dead.stream().map(Dead::lastHeartbeat).toList();
    }
}
