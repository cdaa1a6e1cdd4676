package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code courier.audit}. */
final class AuditReader {

    private static final int OF_ONE_EVENT = 50;

    /**
     * @param target all where null
     * @param before the id below which the page begins, or null for the newest
     */
    AuditPage page(Connection connection, String target, Long before, int limit) throws SQLException {
        List<AuditLine> lines = read(connection, target, before == null ? Long.MAX_VALUE : before, limit + 1);
        return lines.size() <= limit
                ? new AuditPage(lines, null)
                : new AuditPage(lines.subList(0, limit), lines.get(limit - 1).id());
    }

    /** The newest of what was done to one event. */
    List<AuditLine> ofEvent(Connection connection, String id) throws SQLException {
        return read(connection, "event:" + id, Long.MAX_VALUE, OF_ONE_EVENT);
    }

    private List<AuditLine> read(Connection connection, String target, long before, int limit) throws SQLException {
        try (PreparedStatement statement =
                        NamedStatement.prepare(connection, "inspection/inspect-audit", before, target, target, limit);
                ResultSet row = statement.executeQuery()) {
            List<AuditLine> lines = new ArrayList<>();
            while (row.next()) {
                String detail = row.getString("detail");
                lines.add(new AuditLine(
                        row.getLong("id"),
                        Utc.zoned(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("target"),
                        row.getString("reason"),
                        "{}".equals(detail) ? null : detail));
            }
            return List.copyOf(lines);
        }
    }
}
