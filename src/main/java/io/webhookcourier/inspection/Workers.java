package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The workers that the table of heartbeats knows. */
final class Workers {

    private Workers() {}

    static List<WorkerLine> read(Connection connection) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "inspection/inspect-workers");
                ResultSet row = statement.executeQuery()) {
            List<WorkerLine> workers = new ArrayList<>();
            while (row.next()) {
                workers.add(new WorkerLine(
                        row.getString("id"),
                        row.getString("instance_id"),
                        row.getString("host"),
                        row.getObject("pid", Long.class),
                        row.getString("version"),
                        Utc.zoned(row, "started_at"),
                        Utc.zoned(row, "heartbeat_at"),
                        Utc.zoned(row, "expires_at"),
                        row.getBoolean("alive"),
                        row.getString("trouble")));
            }
            return List.copyOf(workers);
        }
    }

    /** The one that a row's lock names, if it is one of ours. */
    static Optional<WorkerLine> owner(List<WorkerLine> workers, String lockedBy) {
        return workers.stream()
                .filter(worker -> lockedBy != null && lockedBy.startsWith(worker.id() + "/"))
                .findFirst();
    }
}
