package io.webhookcourier.operations;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.database.QueueStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Removes what is past its retention, in rounds of many small steps. Each step is a short transaction over a range of the
 * table and stores where the next one continues; so an interrupted round continues there, and no transaction is long
 * regardless of the number of rows. One runner at a time works on a kind: another may take over a minute after the last step.
 * Claims do not wait for it. Thread-safe.
 */
public final class Purge {

    /** What came of a step. */
    public enum Outcome {
        /** There is more to do. */
        WORKED,
        /** The round is finished. */
        FINISHED,
        /** Another runner is at it. */
        BUSY,
        /** The last round was not long ago. */
        NOT_DUE
    }

    /**
     * @param removed rows that the step removed
     * @param removedInRound rows that the round has removed so far
     */
    public record Step(Outcome outcome, long removed, long removedInRound) {}

    private final DataSource dataSource;
    private final QueueStatements statements;
    private final RetentionPeriods periods;
    private final List<String> providers;
    private final String runner;

    /**
     * @param statements of the queue whose succeeded rows are removed
     * @param providers whose rows this service delivers; no others are removed from the queue
     * @param runner who does it; goes into {@code courier.retention}
     */
    public Purge(
            DataSource dataSource,
            QueueStatements statements,
            RetentionPeriods periods,
            List<String> providers,
            String runner) {
        this.dataSource = dataSource;
        this.statements = statements;
        this.periods = periods;
        this.providers = List.copyOf(providers);
        this.runner = runner;
    }

    /** The kinds that are not kept forever. */
    public List<RetentionKind> kinds() {
        return periods.limited();
    }

    /** The table that rows of a kind are removed from, as SQL takes it. */
    public String table(RetentionKind kind) {
        return kind.table(statements.queue());
    }

    /** The next step of the round under way; a new round begins when the last one is long enough ago. */
    public Step step(RetentionKind kind) throws SQLException {
        return step(kind, false);
    }

    /** As {@link #step(RetentionKind)}, but a new round begins even soon after the last one. */
    public Step stepNow(RetentionKind kind) throws SQLException {
        return step(kind, true);
    }

    /** How many rows are past their retention. Changes nothing. */
    public long count(RetentionKind kind) throws SQLException {
        PurgeStep.Walk walk = walk(kind);
        long rows = 0;
        PurgeStep step = new PurgeStep(0, null);
        try (Connection connection = dataSource.getConnection()) {
            do {
                step = walk.next(connection, step.position(), false);
                rows += step.removed();
            } while (!step.last());
        }
        return rows;
    }

    private Step step(RetentionKind kind, boolean now) throws SQLException {
        return Transaction.runRepeatable(dataSource, connection -> {
            Round round = Round.take(connection, kind, roundOf(kind), runner);
            if (round == null || !round.free()) {
                return new Step(Outcome.BUSY, 0, 0);
            }
            if (!round.underWay() && !round.due() && !now) {
                return new Step(Outcome.NOT_DUE, 0, 0);
            }
            PurgeStep step = walk(kind).next(connection, round.underWay() ? round.position() : null, true);
            boolean begins = !round.underWay();
            NamedStatement.update(
                    connection,
                    "operations/advance-retention-round",
                    runner,
                    step.last(),
                    begins,
                    begins,
                    step.removed(),
                    step.position(),
                    step.last(),
                    roundOf(kind));
            long before = begins ? 0 : round.removed();
            return new Step(step.last() ? Outcome.FINISHED : Outcome.WORKED, step.removed(), before + step.removed());
        });
    }

    private String roundOf(RetentionKind kind) {
        return kind.roundOf(statements.queue());
    }

    private PurgeStep.Walk walk(RetentionKind kind) {
        var retention = periods.of(kind)
                .orElseThrow(() -> new IllegalArgumentException(kind.key() + " is off: nothing is removed"));
        return switch (kind) {
            case ATTEMPTS -> new AttemptWalk(retention);
            case KEYS -> new KeyWalk(retention);
            case SUCCEEDED -> new SucceededWalk(statements, retention, providers);
        };
    }

    private record Round(String position, long removed, boolean underWay, boolean free, boolean due) {

        /** @return null when another runner holds it at this moment */
        static Round take(Connection connection, RetentionKind kind, String round, String runner) throws SQLException {
            try (PreparedStatement statement = NamedStatement.prepare(
                            connection,
                            "operations/take-retention-round",
                            runner,
                            kind.rest().toMillis(),
                            round);
                    ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                return new Round(
                        row.getString("position"),
                        row.getLong("removed"),
                        row.getBoolean("under_way"),
                        row.getBoolean("free"),
                        row.getBoolean("due"));
            }
        }
    }
}
