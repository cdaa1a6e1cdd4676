package io.webhookcourier.operations;

import io.webhookcourier.database.Bisection;
import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.database.NamedStatement.Untyped;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.operations.ReplayJob.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch of a replay job, in the caller's transaction, which holds the job. */
final class ReplayBatch {

    /** @param audits to be logged once the transaction is committed */
    record Result(List<Audit> audits) {}

    private record Chosen(String id, String dedupeKey, LocalDateTime runAt) {}

    /** @param last why, or null when none was refused */
    private record Refused(int rows, SQLException last) {}

    /** After this many refused rows and none that is accepted, the reason is not in the rows. */
    private static final int ALL = 3;

    /** A little less than the second between two batches, so that a timer of one second never comes too early. */
    private static final Duration REST = Duration.ofMillis(900);

    private static final Logger LOG = LoggerFactory.getLogger(ReplayBatch.class);

    private final Connection connection;
    private final QueueStatements statements;
    private final List<String> providers;

    ReplayBatch(Connection connection, QueueStatements statements, List<String> providers) {
        this.connection = connection;
        this.statements = statements;
        this.providers = providers;
    }

    Result run(ReplayJob job) throws SQLException {
        boolean tooSoon = job.cursor().id() != null && job.idle().compareTo(REST) < 0;
        if (job.state() != State.RUNNING || tooSoon) {
            return new Result(List.of());
        }
        long room = job.bounds().maxRows() - job.replayed();
        int limit = (int) Math.min(room, job.bounds().perSecond());
        List<Chosen> chosen = limit == 0 ? List.of() : choose(job, limit);
        Requeue requeue = new Requeue(connection, statements);
        Set<String> delivered =
                requeue.delivered(chosen.stream().map(Chosen::dedupeKey).toList());
        List<String> ids = chosen.stream()
                .filter(event -> job.options().force() || !delivered.contains(event.dedupeKey()))
                .map(Chosen::id)
                .toList();
        Refused refused = requeue(job, requeue, chosen, ids, delivered);
        int replayed = ids.size() - refused.rows();
        boolean done = chosen.size() < limit || replayed >= room;
        if (job.replayed() + replayed == 0 && (refused.rows() >= ALL || done && refused.rows() > 0)) {
            throw refused.last();
        }
        advance(job, chosen, replayed, done);
        return new Result(done ? List.of(audited(job, replayed)) : List.of());
    }

    /** @return what the database refuses to requeue: left out, and named in the log */
    private Refused requeue(
            ReplayJob job, Requeue requeue, List<Chosen> chosen, List<String> ids, Set<String> delivered)
            throws SQLException {
        Map<String, String> keys = new HashMap<>();
        chosen.forEach(event -> keys.put(event.id(), event.dedupeKey()));
        List<SQLException> refused = new ArrayList<>();
        Bisection.write(
                ids,
                some -> Transaction.nested(connection, () -> {
                    List<String> lifted = job.options().force()
                            ? some.stream()
                                    .map(keys::get)
                                    .filter(delivered::contains)
                                    .toList()
                            : List.of();
                    requeue.pending(some, lifted, job.options().keepAttempts());
                    new Audit(job.operator(), "replay", null, Map.of("job", job.id())).writeForEvents(connection, some);
                    return null;
                }),
                (id, cause) -> {
                    refused.add(cause);
                    LOG.error("The database refuses to replay event {}: {}", id, WriteFailure.reason(cause));
                });
        return new Refused(refused.size(), refused.isEmpty() ? null : refused.get(refused.size() - 1));
    }

    private List<Chosen> choose(ReplayJob job, int limit) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        parameters.add(new Untyped(job.filter().ended().status()));
        parameters.add(job.cursor().runAt());
        parameters.add(job.cursor().runAt());
        parameters.add(job.cursor().id());
        parameters.addAll(job.filter().conditions(providers));
        parameters.add(job.createdAt());
        parameters.add(limit);
        try (PreparedStatement statement =
                        statements.prepare(connection, "operations/choose-events-to-replay", parameters.toArray());
                ResultSet rows = statement.executeQuery()) {
            List<Chosen> chosen = new ArrayList<>();
            while (rows.next()) {
                chosen.add(new Chosen(
                        rows.getString("id"),
                        rows.getString("dedupe_key"),
                        rows.getObject("run_at", LocalDateTime.class)));
            }
            return chosen;
        }
    }

    private void advance(ReplayJob job, List<Chosen> chosen, int replayed, boolean done) throws SQLException {
        Chosen last = chosen.isEmpty() ? null : chosen.get(chosen.size() - 1);
        NamedStatement.update(
                connection,
                "operations/advance-replay-job",
                replayed,
                chosen.size() - replayed,
                last == null ? null : last.runAt(),
                last == null ? null : last.id(),
                done ? State.DONE.name() : State.RUNNING.name(),
                job.id());
    }

    private Audit audited(ReplayJob job, int replayed) throws SQLException {
        Audit audit = new Audit(
                job.operator(),
                "replay-done",
                BulkReplay.target(job.id()),
                Map.of("replayed", job.replayed() + replayed));
        audit.write(connection);
        return audit;
    }
}
