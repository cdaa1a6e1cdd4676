package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is paused. */
final class Pauses {

    private Pauses() {}

    static List<Pause> read(Connection connection) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "inspection/inspect-pauses");
                ResultSet row = statement.executeQuery()) {
            List<Pause> pauses = new ArrayList<>();
            while (row.next()) {
                pauses.add(new Pause(
                        row.getString("workspace_id"),
                        row.getString("reason"),
                        row.getString("paused_by"),
                        Utc.zoned(row, "paused_at")));
            }
            return List.copyOf(pauses);
        }
    }
}
