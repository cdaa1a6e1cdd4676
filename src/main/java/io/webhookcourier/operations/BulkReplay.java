package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.operations.OperationRefusedException.Cause;
import io.webhookcourier.operations.ReplayJob.State;
import io.webhookcourier.text.Counted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Sends many events again, as a job in {@code courier.replay_job}: a batch a second, each in a short transaction that
 * also stores the job's progress. So a job that is interrupted continues exactly where it stopped, in any process,
 * and one that is stopped ends before its next batch. No event is replayed twice by one job: what has changed since the
 * job was created is left alone. Rows that another session has locked at that moment are passed by. Thread-safe.
 */
public final class BulkReplay {

    private final DataSource dataSource;
    private final QueueStatements statements;
    private final List<String> providers;

    /** @param providers whose rows this service delivers; others are left alone */
    BulkReplay(DataSource dataSource, QueueStatements statements, List<String> providers) {
        this.dataSource = dataSource;
        this.statements = statements;
        this.providers = List.copyOf(providers);
    }

    /** What a job with this filter would find now. Changes nothing. */
    public ReplayPreview preview(ReplayFilter filter) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return preview(connection, filter, null);
        }
    }

    /** As {@link #preview(ReplayFilter)}, but counts no more events than this, so that it never takes long. */
    public ReplayPreview preview(ReplayFilter filter, int atMost) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return preview(connection, filter, atMost);
        }
    }

    /**
     * Creates a job; it does nothing yet.
     *
     * @param background true: a running service works on it; false: the caller does, by {@link #nextBatch}
     * @return the job
     * @throws OperationRefusedException for events that succeeded, without force
     */
    public ReplayJob start(
            ReplayFilter filter, ReplayOptions options, ReplayBounds bounds, boolean background, Operator operator)
            throws SQLException {
        if (filter.needsForce() && !options.force()) {
            throw OperationRefusedException.unlessForced(
                    "replaying succeeded events sends them a second time; to do so, use ");
        }
        record Created(long id, Audit audit) {}
        Created created = Transaction.run(dataSource, connection -> {
            ReplayPreview preview = preview(connection, filter, null);
            long id =
                    new ReplayJobs(connection).create(filter, options, bounds, background, operator, preview.events());
            Map<String, Object> detail = new LinkedHashMap<>(filter.asDetail());
            detail.put("force", options.force());
            detail.put("keepAttempts", options.keepAttempts());
            detail.put("expected", preview.events());
            detail.put("maxRows", bounds.maxRows());
            Audit audit = new Audit(operator, "replay-start", target(id), detail);
            audit.write(connection);
            return new Created(id, audit);
        });
        created.audit().log();
        return job(created.id());
    }

    /**
     * Does one batch, of at most {@link ReplayBounds#perSecond()} events. Does nothing when the job is not running, or
     * when its last batch was less than a second ago.
     *
     * @return the job after it
     * @throws OperationRefusedException when there is no such job
     */
    public ReplayJob nextBatch(long jobId) throws SQLException {
        ReplayBatch.Result result =
                Transaction.run(dataSource, connection -> new ReplayBatch(connection, statements, providers)
                        .run(new ReplayJobs(connection).locked(jobId)));
        result.audits().forEach(Audit::log);
        return job(jobId);
    }

    /**
     * One batch of every job that runs in the background; for a running service, about once a second. A job whose rows
     * the database refuses to change is stopped, with the reason on record, so that it does not fail forever.
     *
     * @throws SQLException when the database is away
     */
    public void nextBatchesInBackground() throws SQLException {
        List<Long> ids;
        try (Connection connection = dataSource.getConnection()) {
            ids = new ReplayJobs(connection).inBackground();
        }
        for (long id : ids) {
            try {
                nextBatch(id);
            } catch (SQLException e) {
                if (WriteFailure.of(e) != WriteFailure.REFUSED) {
                    throw e;
                }
                stop(id, new Operator("webhook-courier", "the database refuses it: " + firstLine(e)));
            }
        }
    }

    /**
     * Ends a job before its next batch. Events that it has requeued stay requeued.
     *
     * @throws OperationRefusedException when there is no such job, or it does not run
     */
    public ReplayJob stop(long jobId, Operator operator) throws SQLException {
        return change(jobId, State.RUNNING, State.STOPPED, null, operator);
    }

    /**
     * Resumes a stopped or interrupted job where it left off.
     *
     * @param background true: a running service works on it; false: the caller does, by {@link #nextBatch}
     * @throws OperationRefusedException when there is no such job, or it is done
     */
    public ReplayJob resume(long jobId, boolean background, Operator operator) throws SQLException {
        return change(jobId, null, State.RUNNING, background, operator);
    }

    /** @throws OperationRefusedException when there is no such job */
    public ReplayJob job(long jobId) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new ReplayJobs(connection).find(jobId);
        }
    }

    /** The newest jobs, newest first. */
    public List<ReplayJob> jobs(int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new ReplayJobs(connection).newest(limit);
        }
    }

    /** @param background null: as it was */
    private ReplayJob change(long jobId, State from, State to, Boolean background, Operator operator)
            throws SQLException {
        Audit audit =
                new Audit(operator, to == State.STOPPED ? "replay-stop" : "replay-resume", target(jobId), Map.of());
        Transaction.run(dataSource, connection -> {
            ReplayJobs jobs = new ReplayJobs(connection);
            ReplayJob job = jobs.locked(jobId);
            if (job.state() == State.DONE || from != null && job.state() != from) {
                throw unchangeable(job, to);
            }
            jobs.change(jobId, to, background == null ? job.background() : background);
            audit.write(connection);
            return job;
        });
        audit.log();
        return job(jobId);
    }

    private static OperationRefusedException unchangeable(ReplayJob job, State to) {
        String state = job.state().name().toLowerCase(Locale.ROOT);
        return new OperationRefusedException(
                Cause.STATE,
                "replay job " + job.id() + " is " + state + " after " + Counted.of(job.replayed(), "event") + ": "
                        + (to == State.STOPPED ? "there is nothing to stop" : "start a new one for the rest"));
    }

    /** @param atMost null: all */
    private ReplayPreview preview(Connection connection, ReplayFilter filter, Integer atMost) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        parameters.add(new NamedStatement.Untyped(filter.ended().status()));
        parameters.addAll(filter.conditions(providers));
        parameters.add(atMost);
        try (PreparedStatement statement =
                        statements.prepare(connection, "operations/count-events-to-replay", parameters.toArray());
                ResultSet row = statement.executeQuery()) {
            row.next();
            OffsetDateTime first = row.getObject("first_ended", OffsetDateTime.class);
            OffsetDateTime last = row.getObject("last_ended", OffsetDateTime.class);
            return new ReplayPreview(
                    row.getLong("events"),
                    row.getLong("delivered"),
                    row.getLong("workspaces"),
                    first == null ? null : first.toInstant(),
                    last == null ? null : last.toInstant());
        }
    }

    /** Data that a constraint forbids (22, 23), a right that is lacking (42), an exception of a trigger (P0). */
    private static String firstLine(SQLException e) {
        String line = e.getMessage().lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 300));
    }

    static String target(long jobId) {
        return "replay:" + jobId;
    }
}
