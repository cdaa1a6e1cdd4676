package io.webhookcourier.operations;

import io.webhookcourier.operations.NamedStatement.Untyped;
import io.webhookcourier.operations.ReplayJob.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One batch of a replay job, in the caller's transaction, which holds the job. */
final class ReplayBatch {

    /** @param audits to be logged once the transaction is committed */
    record Result(List<Audit> audits) {}

    private record Chosen(String id, String dedupeKey, LocalDateTime runAt) {}

    /** A little less than the second between two batches, so that a timer of one second never comes too early. */
    private static final Duration REST = Duration.ofMillis(900);

    private final Connection connection;
    private final List<String> providers;

    ReplayBatch(Connection connection, List<String> providers) {
        this.connection = connection;
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
        PutBack putBack = new PutBack(connection);
        Set<String> delivered =
                putBack.delivered(chosen.stream().map(Chosen::dedupeKey).toList());
        List<String> ids = chosen.stream()
                .filter(event -> job.options().force() || !delivered.contains(event.dedupeKey()))
                .map(Chosen::id)
                .toList();
        if (!ids.isEmpty()) {
            putBack.pending(
                    ids,
                    job.options().force() ? List.copyOf(delivered) : List.of(),
                    job.options().keepAttempts());
            new Audit(job.operator(), "replay", null, Map.of("job", job.id())).writeForEvents(connection, ids);
        }
        boolean done = chosen.size() < limit || ids.size() >= room;
        advance(job, chosen, ids.size(), done);
        return new Result(done ? List.of(audited(job, ids.size())) : List.of());
    }

    private List<Chosen> choose(ReplayJob job, int limit) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        parameters.add(new Untyped(job.filter().ended().status()));
        parameters.add(job.cursor().runAt());
        parameters.add(job.cursor().runAt());
        parameters.add(job.cursor().id());
        parameters.add(providers);
        parameters.addAll(job.filter().conditions());
        parameters.add(job.createdAt());
        parameters.add(limit);
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "choose-events-to-replay", parameters.toArray());
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
                "advance-replay-job",
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
                ReplaySet.target(job.id()),
                Map.of("replayed", job.replayed() + replayed));
        audit.write(connection);
        return audit;
    }
}
