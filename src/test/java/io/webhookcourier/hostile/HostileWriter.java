package io.webhookcourier.hostile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.webhookcourier.support.Http;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts generated events in, on a connection of its own. What is refused must be refused by an answer that says why; what
 * is a repetition counts as refused, too.
 */
final class HostileWriter {

    /** Data exceptions, violated constraints, limits of the program; invalid parameters of courier.enqueue among them. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    private static final Set<Integer> REFUSING_STATUSES = Set.of(400, 409, 413, 422);

    private final Connection connection;
    private final Http api;
    private final AtomicInteger taken;
    private final AtomicInteger refused;

    HostileWriter(Connection connection, Http api, AtomicInteger taken, AtomicInteger refused) {
        this.connection = connection;
        this.api = api;
        this.taken = taken;
        this.refused = refused;
    }

    void write(HostileEvent event) throws SQLException {
        try {
            switch (event.way()) {
                case INSERT -> count(insert(event));
                case ENQUEUE -> count(enqueue(event));
                case API -> count(post(event));
            }
        } catch (SQLException e) {
            if (e.getSQLState() == null || !REFUSALS.contains(e.getSQLState().substring(0, 2))) {
                throw e;
            }
            count(false);
        }
    }

    private void count(boolean isTaken) {
        (isTaken ? taken : refused).incrementAndGet();
    }

    private boolean insert(HostileEvent event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\", \"workspaceId\","
                        + " \"raw\", \"runAt\", \"createdAt\", \"updatedAt\") VALUES (?, 'CRM', ?, ?, ?, ?::jsonb,"
                        + " now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')")) {
            statement.setString(1, event.id());
            statement.setString(2, event.eventType());
            statement.setString(3, event.dedupeKey());
            statement.setString(4, event.workspaceId());
            statement.setString(5, event.raw());
            return statement.executeUpdate() == 1;
        }
    }

    private boolean enqueue(HostileEvent event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT queued FROM courier.enqueue(?, ?, ?, ?::jsonb, seed => ?, source => 'hostile')")) {
            statement.setString(1, event.eventType());
            statement.setString(2, event.workspaceId());
            statement.setString(3, event.leadId());
            statement.setString(4, event.row());
            statement.setString(5, event.dedupeKey());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean("queued");
            }
        }
    }

    private boolean post(HostileEvent event) {
        String body = "{\"eventType\": " + json(event.eventType()) + ", \"workspaceId\": " + json(event.workspaceId())
                + ", \"leadId\": " + json(event.leadId()) + ", \"row\": " + event.row() + "}";
        int status = api.post("/api/v1/events", body, "Idempotency-Key: " + event.dedupeKey())
                .status();
        if (status != 200 && status != 201 && !REFUSING_STATUSES.contains(status)) {
            throw new AssertionError(status + " for " + body.substring(0, Math.min(300, body.length())));
        }
        return status == 201;
    }

    private static String json(String text) {
        return text == null ? "null" : JsonNodeFactory.instance.textNode(text).toString();
    }
}
