package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds events, latest runAt first. No index of the application's holds creation times, leads or errors; so what cannot
 * be found by status, time and a small workspace is looked for row by row, a bounded number of rows for each page.
 */
final class EventSearch {

    /** Rows looked at for one page, all statuses together; some 100 ms when they are in memory. */
    private static final int LOOKED_AT = 20_000;

    /** Up to this many events of a workspace are examined together. */
    private static final int SMALL_WORKSPACE = 5_000;

    private final Leads leads = new Leads();

    /** @param after the end of the page before, or null */
    EventPage page(Connection connection, EventFilter filter, EventCursor after, int limit) throws SQLException {
        EventPage page = find(connection, filter, after, limit);
        return new EventPage(leads.added(connection, page.lines()), page.next(), page.searchedBackTo());
    }

    private EventPage find(Connection connection, EventFilter filter, EventCursor after, int limit)
            throws SQLException {
        if (filter.dedupeKey() != null) {
            return new EventPage(after == null ? readKey(connection, filter) : List.of(), null, null);
        }
        if (filter.workspaceId() != null && isSmall(connection, filter.workspaceId())) {
            return full(readWorkspace(connection, filter, after, limit + 1), limit);
        }
        List<EventStatus> statuses = filter.statuses().isEmpty() ? List.of(EventStatus.values()) : filter.statuses();
        int rows = filter.needsLook() ? LOOKED_AT / statuses.size() : limit + 1;
        List<EventLine> lines = new ArrayList<>();
        EventCursor end = null;
        for (EventStatus status : statuses) {
            StatusWalk.Slice slice = new StatusWalk(connection, filter, status, limit + 1).walk(after, rows);
            lines.addAll(slice.lines());
            end = first(end, slice.end());
        }
        return merged(lines, end, limit);
    }

    /** All that was found before the first end of a walk; what lies behind it may still lack rows of that status. */
    private static EventPage merged(List<EventLine> lines, EventCursor end, int limit) {
        List<EventLine> complete = lines.stream()
                .filter(line -> end == null || line.status() == end.status() || EventOrder.reaches(line, end))
                .sorted(EventOrder.OF_LINES)
                .toList();
        EventPage page = full(complete, limit);
        return page.next() != null || end == null ? page : new EventPage(page.lines(), end.text(), Utc.of(end.runAt()));
    }

    private static EventPage full(List<EventLine> lines, int limit) {
        if (lines.size() <= limit) {
            return new EventPage(lines, null, null);
        }
        List<EventLine> page = List.copyOf(lines.subList(0, limit));
        return new EventPage(page, EventCursor.of(page.get(limit - 1)).text(), null);
    }

    private static EventCursor first(EventCursor one, EventCursor other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int byTime = one.runAt().compareTo(other.runAt());
        return byTime > 0 || byTime == 0 && one.status().compareTo(other.status()) > 0 ? one : other;
    }

    private boolean isSmall(Connection connection, String workspaceId) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection, "inspection/inspect-workspace-size", workspaceId, SMALL_WORKSPACE + 1);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1) <= SMALL_WORKSPACE;
        }
    }

    private List<EventLine> readWorkspace(Connection connection, EventFilter filter, EventCursor after, int limit)
            throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "inspection/inspect-workspace-events",
                        filter.parameters(
                                filter.workspaceId(),
                                latest(filter),
                                earliest(filter),
                                after == null ? null : after.id(),
                                after == null ? null : after.runAt(),
                                after == null ? null : after.status().asParameter(),
                                after == null ? null : after.id(),
                                limit));
                ResultSet row = statement.executeQuery()) {
            return lines(row);
        }
    }

    private List<EventLine> readKey(Connection connection, EventFilter filter) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(
                        connection,
                        "inspection/inspect-event-of-key",
                        filter.parameters(filter.dedupeKey(), latest(filter), earliest(filter)));
                ResultSet row = statement.executeQuery()) {
            return lines(row);
        }
    }

    private static LocalDateTime latest(EventFilter filter) {
        return filter.until() == null ? LocalDateTime.MAX : Utc.local(filter.until());
    }

    private static LocalDateTime earliest(EventFilter filter) {
        return filter.from() == null ? LocalDateTime.MIN : Utc.local(filter.from());
    }

    private static List<EventLine> lines(ResultSet row) throws SQLException {
        List<EventLine> lines = new ArrayList<>();
        while (row.next()) {
            lines.add(EventLine.of(row));
        }
        return lines;
    }
}
