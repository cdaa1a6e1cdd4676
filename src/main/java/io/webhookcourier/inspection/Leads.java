package io.webhookcourier.inspection;

import io.webhookcourier.database.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which leads a page of events is about. Payloads are read for what is shown, never for what is searched. */
final class Leads {

    private final String ofEvents = Sql.statement("inspect-leads");

    /** The same lines with their leads. */
    List<EventLine> added(Connection connection, List<EventLine> lines) throws SQLException {
        if (lines.isEmpty()) {
            return lines;
        }
        Array ids = connection.createArrayOf(
                "text", lines.stream().map(EventLine::id).toArray());
        Map<String, String> leads = new HashMap<>();
        try (PreparedStatement statement = Reading.prepared(connection, ofEvents, ids);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                leads.put(row.getString("id"), row.getString("lead_id"));
            }
        }
        return lines.stream().map(line -> line.withLead(leads.get(line.id()))).toList();
    }
}
