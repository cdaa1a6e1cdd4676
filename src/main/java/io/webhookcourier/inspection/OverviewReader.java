package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads an {@link Overview}; every count is bounded. */
final class OverviewReader {

    private static final int BOUND = 10_000;

    private final String providers;
    private final Duration staleLock;

    OverviewReader(List<String> providers, Duration staleLock) {
        this.providers = String.join(",", providers);
        this.staleLock = staleLock;
    }

    Overview read(Connection connection) throws SQLException {
        List<MinuteOutcomes> lastHour = lastHour(connection);
        List<WorkerLine> workers = Workers.read(connection);
        List<Pause> pauses = Pauses.read(connection);
        try {
            return read(connection, lastHour, workers, pauses);
        } catch (SQLException e) {
            // A table that is locked cannot be counted, but its worker has said why nothing is delivered.
            String trouble = Headline.trouble(workers);
            if (trouble.isEmpty()) {
                throw e;
            }
            throw new InspectionException(trouble, false, e);
        }
    }

    private Overview read(
            Connection connection, List<MinuteOutcomes> lastHour, List<WorkerLine> workers, List<Pause> pauses)
            throws SQLException {
        int limit = BOUND + 1;
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "inspection/inspect-queue",
                        providers,
                        limit,
                        limit,
                        limit,
                        limit,
                        limit,
                        limit,
                        staleLock.toMillis());
                ResultSet row = statement.executeQuery()) {
            row.next();
            Instant oldestDue = Utc.of(row, "oldest_due");
            boolean beyond = row.getBoolean("due_beyond");
            return new Overview(
                    Utc.zoned(row, "now"),
                    due(row.getLong("due"), beyond && oldestDue != null),
                    new DuePaused(
                            due(row.getLong("due_paused"), beyond && row.getLong("due_paused") > 0),
                            List.of((String[]) row.getArray("due_paused_of").getArray())),
                    due(row.getLong("due_of_others"), beyond),
                    oldestDue,
                    Count.upTo(BOUND, row.getLong("waiting")),
                    Count.upTo(BOUND, row.getLong("running")),
                    new Count(row.getLong("stale"), row.getLong("running") > BOUND),
                    Count.upTo(BOUND, row.getLong("failed")),
                    row.getObject("rows_about", Long.class),
                    lastHour,
                    workers,
                    pauses);
        }
    }

    /** Beyond the bound, which workspace a due row belongs to was not examined. */
    private static Count due(long counted, boolean beyond) {
        return beyond ? new Count(Math.min(counted, BOUND), true) : new Count(counted, false);
    }

    private List<MinuteOutcomes> lastHour(Connection connection) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "inspection/inspect-minutes");
                ResultSet rows = statement.executeQuery()) {
            List<MinuteOutcomes> outcomes = new ArrayList<>();
            while (rows.next()) {
                Instant minute = Utc.zoned(rows, "minute");
                outcomes.add(new MinuteOutcomes(
                        minute,
                        rows.getLong("delivered"),
                        rows.getLong("retried"),
                        rows.getLong("failed"),
                        rows.getLong("not_sent")));
            }
            return List.copyOf(outcomes);
        }
    }
}
