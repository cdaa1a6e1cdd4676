package io.webhookcourier.faults;

import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The application's side of the queue: inserts events, and reads their outcomes. */
final class EventTable {

    private static final int WORKSPACES = 8;

    private final String url;
    private final DataSource dataSource;

    /** @param url as DATABASE_URL takes it */
    EventTable(String url, DataSource dataSource) {
        this.url = url;
        this.dataSource = dataSource;
    }

    static EventTable in(TestDatabase database) {
        return new EventTable(database.jdbcUrl() + "?user=" + database.username(), database.dataSource());
    }

    /**
     * The outcome of an event.
     *
     * @param deliveredInLog attempts that the log says were delivered
     * @param timeLimitsInLog attempts that the log says were ended by the time limit
     */
    record Row(String status, int attempts, String lockedBy, long deliveredInLog, long timeLimitsInLog) {}

    String url() {
        return url;
    }

    DataSource dataSource() {
        return dataSource;
    }

    void insertWorkspaces(String endpoint) throws SQLException {
        update(
                "INSERT INTO \"WorkspaceSettings\" (\"id\", \"clientId\", \"crmWebhookEnabled\", \"crmWebhookUrl\","
                        + " \"crmWebhookEvents\", \"crmWebhookSecret\", \"updatedAt\")"
                        + " SELECT 's' || n, 'workspace-' || n, true, ?, '{lead_created}', ?, now() AT TIME ZONE 'UTC'"
                        + " FROM generate_series(0, ?) AS n",
                endpoint,
                Receiver.SECRET,
                WORKSPACES - 1);
    }

    /** Inserts due events; those that are there already stay as they are, so that a lost reply can be repeated. */
    void insertEvents(List<String> ids) throws SQLException {
        update(
                // The application may write even while the default of new transactions says otherwise.
                "SET default_transaction_read_only = off; INSERT INTO \"WebhookEvent\" (\"id\", \"provider\","
                        + " \"eventType\", \"dedupeKey\", \"runAt\", \"workspaceId\", \"maxAttempts\", \"raw\", \"updatedAt\")"
                        + " SELECT id, 'CRM', 'lead_created', 'key:' || id, now() AT TIME ZONE 'UTC',"
                        + " 'workspace-' || n % ?, 20, '{\"leadId\": \"lead-1\", \"row\": {\"name\": \"Ada\"}}',"
                        + " now() AT TIME ZONE 'UTC'"
                        + " FROM unnest(?::text[]) WITH ORDINALITY AS event (id, n) ON CONFLICT DO NOTHING",
                WORKSPACES, ids.toArray(String[]::new));
    }

    /** Every event with its outcome. */
    Map<String, Row> rows() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT e.\"id\", e.\"status\"::text,"
                        + " e.\"attempts\", e.\"lockedBy\", log.delivered, log.time_limits FROM \"WebhookEvent\" AS e,"
                        + " LATERAL (SELECT count(*) FILTER (WHERE a.outcome = 'DELIVERED') AS delivered,"
                        + " count(*) FILTER (WHERE a.error LIKE '%crm_webhook_timeout%') AS time_limits"
                        + " FROM courier.delivery_attempt AS a WHERE a.webhook_event_id = e.\"id\") AS log WHERE e."
                        + OddNeighbours.OTHERS);
                ResultSet found = statement.executeQuery()) {
            Map<String, Row> rows = new LinkedHashMap<>();
            while (found.next()) {
                rows.put(
                        found.getString(1),
                        new Row(
                                found.getString(2),
                                found.getInt(3),
                                found.getString(4),
                                found.getLong(5),
                                found.getLong(6)));
            }
            return rows;
        }
    }

    /** How many rows are RUNNING, by the worker that has them. */
    Map<String, Integer> runningByWorker() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT split_part(\"lockedBy\", '/', 1), count(*) FROM"
                                + " \"WebhookEvent\" WHERE \"status\" = 'RUNNING' AND "
                                + OddNeighbours.OTHERS + " GROUP BY 1");
                ResultSet found = statement.executeQuery()) {
            Map<String, Integer> running = new TreeMap<>();
            while (found.next()) {
                running.put(found.getString(1), found.getInt(2));
            }
            return running;
        }
    }

    boolean workerIsKnown(String name) throws SQLException {
        return count("SELECT count(*) FROM courier.worker WHERE instance_id = ?", name) == 1;
    }

    long undecided() throws SQLException {
        return count("SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" IN ('PENDING', 'RUNNING') AND "
                + OddNeighbours.OTHERS);
    }

    long decided() throws SQLException {
        return count("SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" IN ('SUCCEEDED', 'FAILED') AND "
                + OddNeighbours.OTHERS);
    }

    /** The version of every decided row: it differs after any write to the row. */
    Map<String, String> versionsOfDecided() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT \"id\", xmin::text || ctid::text FROM \"WebhookEvent\""
                                + " WHERE \"status\" IN ('SUCCEEDED', 'FAILED') AND " + OddNeighbours.OTHERS);
                ResultSet found = statement.executeQuery()) {
            Map<String, String> versions = new TreeMap<>();
            while (found.next()) {
                versions.put(found.getString(1), found.getString(2));
            }
            return versions;
        }
    }

    long count(String query, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = bound(connection, query, parameters);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = bound(connection, sql, parameters)) {
            statement.execute();
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
