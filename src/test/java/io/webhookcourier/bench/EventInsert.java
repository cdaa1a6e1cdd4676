package io.webhookcourier.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Inserts events with a payload of 800 bytes one by one, each in a transaction of its own. */
final class EventInsert implements AutoCloseable {

    private static final String PLAIN = "INSERT INTO \"WebhookEvent\" (\"workspaceId\", \"id\", \"dedupeKey\","
            + " \"provider\", \"eventType\", \"raw\", \"updatedAt\") VALUES (?, ?, ?, 'CRM', 'lead_created',"
            + " jsonb_build_object('leadId', 'lead-1', 'row', jsonb_build_object('notes', repeat('x', 800))), now())"
            + " RETURNING \"id\"";

    private static final String ENQUEUE = "SELECT id FROM courier.enqueue('lead_created', ?, ?,"
            + " jsonb_build_object('notes', repeat('x', 800)), seed => ?)";

    /** @param nanos when the commit was acknowledged, by {@link System#nanoTime()} */
    record Committed(String id, long nanos) {}

    private final PreparedStatement statement;

    private EventInsert(Connection connection, String sql) throws SQLException {
        this.statement = connection.prepareStatement(sql);
    }

    /** As an application inserts that knows nothing of the service. */
    static EventInsert plain(Connection connection) throws SQLException {
        return new EventInsert(connection, PLAIN);
    }

    /** With {@code courier.enqueue}, which wakes the service. */
    static EventInsert enqueue(Connection connection) throws SQLException {
        return new EventInsert(connection, ENQUEUE);
    }

    Committed into(String workspace) throws SQLException {
        String id = UUID.randomUUID().toString();
        statement.setString(1, workspace);
        statement.setString(2, id);
        statement.setString(3, "bench:" + id);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return new Committed(row.getString(1), System.nanoTime());
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
