package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes back along the application's index on status and runAt, and looks at so many rows of one status and no more. The
 * rows of one runAt, which may be a million after a bulk INSERT, are taken by id and never sorted as a whole.
 */
final class StatusWalk {

    /**
     * What a walk found.
     *
     * @param lines those that match, in order
     * @param end how far it came, or null when nothing is left
     */
    record Slice(List<EventLine> lines, EventCursor end) {}

    private record Edge(LocalDateTime runAt, int rows) {}

    private record Ties(int examined, String lastId) {}

    private final Connection connection;
    private final EventFilter filter;
    private final EventStatus status;
    private final LocalDateTime earliest;
    private final int wanted;
    private final List<EventLine> lines = new ArrayList<>();

    /** @param wanted matches, beyond which it need not continue */
    StatusWalk(Connection connection, EventFilter filter, EventStatus status, int wanted) {
        this.connection = connection;
        this.filter = filter;
        this.status = status;
        this.wanted = wanted;
        this.earliest = filter.from() == null ? LocalDateTime.MIN : Utc.local(filter.from());
    }

    /**
     * @param after where the page before ended, or null
     * @param rows how many to look at, about
     */
    Slice walk(EventCursor after, int rows) throws SQLException {
        LocalDateTime latest = filter.until() == null ? LocalDateTime.MAX : Utc.local(filter.until());
        if (after == null) {
            return on(latest, rows);
        }
        if (after.status() == status) {
            Ties ties = at(after.runAt(), after.id(), rows);
            if (lines.size() >= wanted) {
                return new Slice(lines, endOfLines());
            }
            return ties.examined() >= rows
                    ? new Slice(lines, new EventCursor(after.runAt(), status, ties.lastId()))
                    : on(before(after.runAt()), rows - ties.examined());
        }
        // What shares the cursor's runAt comes before it when its status is higher, and so was shown already.
        return on(after.status().compareTo(status) < 0 ? before(after.runAt()) : after.runAt(), rows);
    }

    private Slice on(LocalDateTime latest, int rows) throws SQLException {
        Edge edge = latest == null ? new Edge(null, 0) : edge(latest, rows);
        if (edge.rows() < rows) {
            if (edge.rows() > 0) {
                between(latest, edge.runAt());
            }
            return new Slice(lines, lines.size() < wanted ? null : endOfLines());
        }
        LocalDateTime afterEdge = following(edge.runAt());
        if (afterEdge != null) {
            between(latest, afterEdge);
        }
        if (lines.size() >= wanted) {
            return new Slice(lines, endOfLines());
        }
        Ties ties = at(edge.runAt(), null, rows);
        return new Slice(
                lines, lines.size() < wanted ? new EventCursor(edge.runAt(), status, ties.lastId()) : endOfLines());
    }

    private EventCursor endOfLines() {
        return EventCursor.of(lines.get(lines.size() - 1));
    }

    private Edge edge(LocalDateTime latest, int rows) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection, "inspection/inspect-events-edge", status.asParameter(), latest, earliest, rows);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Edge(row.getObject("edge", LocalDateTime.class), row.getInt("rows"));
        }
    }

    private void between(LocalDateTime latest, LocalDateTime from) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "inspection/inspect-events-between",
                        filter.parameters(status.asParameter(), latest, from, wanted - lines.size()));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                lines.add(EventLine.of(row));
            }
        }
    }

    private Ties at(LocalDateTime runAt, String belowId, int rows) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "inspection/inspect-events-at",
                        filter.parameters(
                                status.asParameter(),
                                runAt,
                                belowId,
                                belowId,
                                rows,
                                Math.max(1, wanted - lines.size())));
                ResultSet row = statement.executeQuery()) {
            Ties ties = new Ties(0, null);
            while (row.next()) {
                ties = new Ties(row.getInt("examined"), row.getString("last_id"));
                if (row.getString("id") != null) {
                    lines.add(EventLine.of(row));
                }
            }
            return ties;
        }
    }

    /** The last moment before, or null when there is none; the column holds milliseconds. */
    private static LocalDateTime before(LocalDateTime moment) {
        if (moment.equals(LocalDateTime.MAX)) {
            return Utc.LAST;
        }
        return moment.equals(LocalDateTime.MIN) ? null : moment.minus(1, ChronoUnit.MILLIS);
    }

    private static LocalDateTime following(LocalDateTime moment) {
        if (moment.equals(LocalDateTime.MAX)) {
            return null;
        }
        return moment.isBefore(Utc.LAST) && !moment.equals(LocalDateTime.MIN)
                ? moment.plus(1, ChronoUnit.MILLIS)
                : LocalDateTime.of(-4000, 1, 1, 0, 0);
    }
}
