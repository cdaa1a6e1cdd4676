package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads pages of workspaces. */
final class WorkspaceReader {

    private final Endpoints endpoints;

    WorkspaceReader(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * @param text that ids contain, or null
     * @param after the id that the page before ended with, or null
     */
    WorkspacePage page(Connection connection, String text, String after, int limit) throws SQLException {
        List<WorkspaceLine> lines = new ArrayList<>();
        Instant now = now(connection);
        try (PreparedStatement prepared = NamedStatement.prepare(
                        connection,
                        "inspection/inspect-workspaces",
                        after == null ? "" : after,
                        text,
                        text,
                        limit + 1);
                ResultSet row = prepared.executeQuery()) {
            while (row.next()) {
                lines.add(line(row));
            }
        }
        boolean more = lines.size() > limit;
        List<WorkspaceLine> page = List.copyOf(more ? lines.subList(0, limit) : lines);
        return new WorkspacePage(now, page, more ? page.get(limit - 1).workspaceId() : null);
    }

    private WorkspaceLine line(ResultSet row) throws SQLException {
        return new WorkspaceLine(
                row.getString("workspace_id"),
                endpoints.of(row).endpoint(),
                row.getBoolean("paused"),
                row.getLong("delivered"),
                row.getLong("retried"),
                row.getLong("failed"),
                row.getLong("not_sent"),
                row.getString("last_error"),
                Utc.zoned(row, "last_error_at"),
                row.getString("last_event_id"));
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement prepared = NamedStatement.prepare(connection, "inspection/inspect-time");
                ResultSet row = prepared.executeQuery()) {
            row.next();
            return Utc.zoned(row, "now");
        }
    }
}
