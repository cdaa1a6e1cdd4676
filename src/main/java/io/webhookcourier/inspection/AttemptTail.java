package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Follows the attempt log. Not thread-safe. */
public final class AttemptTail {

    /** What was attempted, and what came of it. */
    public record Entry(String eventId, String eventType, String workspaceId, AttemptLine attempt) {}

    /** A hundred connections with a lot of a hundred ids each. */
    private static final long LOOK_BACK = 10_000;

    private final Reading reading;
    private final String workspaceId;
    private final boolean failuresOnly;
    private final TreeSet<Long> seen = new TreeSet<>();

    /**
     * @param workspaceId null: of all
     * @param failuresOnly whether what went well is left out
     */
    public AttemptTail(DataSource dataSource, String workspaceId, boolean failuresOnly) {
        this.reading = new Reading(dataSource, Inspection.LIMIT);
        this.workspaceId = workspaceId;
        this.failuresOnly = failuresOnly;
    }

    /**
     * What was recorded since the last call, in the order of time; at the first call, what is in the newest part of the log.
     *
     * @throws InspectionException when the database is away, busy or too slow
     */
    public List<Entry> next() {
        List<Entry> entries = new ArrayList<>(reading.of(this::unseen));
        entries.sort(Comparator.comparing(entry -> entry.attempt().startedAt()));
        return entries;
    }

    private List<Entry> unseen(Connection connection) throws SQLException {
        long from = Math.max(0, last(connection) - LOOK_BACK);
        seen.headSet(from, true).clear();
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection, "inspection/inspect-attempts-after", from, workspaceId, workspaceId, failuresOnly);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (seen.add(row.getLong("id"))) {
                    entries.add(new Entry(
                            row.getString("webhook_event_id"),
                            row.getString("event_type"),
                            row.getString("workspace_id"),
                            AttemptLine.of(row)));
                }
            }
        }
        return entries;
    }

    private static long last(Connection connection) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "inspection/inspect-last-attempt-id");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
