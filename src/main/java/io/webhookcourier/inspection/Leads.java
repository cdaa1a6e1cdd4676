package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which leads a page of events is about. Payloads are read for what is shown, never for what is searched. */
final class Leads {

    /** The same lines with their leads. */
    List<EventLine> added(Connection connection, List<EventLine> lines) throws SQLException {
        if (lines.isEmpty()) {
            return lines;
        }
        List<String> ids = lines.stream().map(EventLine::id).toList();
        Map<String, String> leads = new HashMap<>();
        try (PreparedStatement statement = NamedStatement.prepare(connection, "inspection/inspect-leads", ids);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                leads.put(row.getString("id"), row.getString("lead_id"));
            }
        }
        return lines.stream().map(line -> line.withLead(leads.get(line.id()))).toList();
    }
}
