package io.webhookcourier.hostile;

import io.webhookcourier.support.TestDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A workspace whose application inserts an ordinary event ten times a second. */
final class QuietNeighbour {

    static final String WORKSPACE = "quiet";

    private final TestDatabase database;
    private final String name;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final PreparedStatement insert;
    private volatile int inserted;

    /**
     * Its connection stays open, as an application's would.
     *
     * @param name what the ids of its events begin with
     */
    QuietNeighbour(TestDatabase database, String name) throws SQLException {
        this.database = database;
        this.name = name;
        insert = database.dataSource()
                .getConnection()
                .prepareStatement("INSERT INTO \"WebhookEvent\" (\"id\", \"provider\", \"eventType\", \"dedupeKey\","
                        + " \"workspaceId\", \"raw\", \"runAt\", \"createdAt\", \"updatedAt\") SELECT ?, 'CRM',"
                        + " 'lead_created', ?, '" + WORKSPACE + "', ?::jsonb, t.utc, t.utc, t.utc"
                        + " FROM (SELECT now() AT TIME ZONE 'UTC' AS utc) AS t");
    }

    void begin() {
        timer.scheduleAtFixedRate(this::insert, 0, 100, TimeUnit.MILLISECONDS);
    }

    int inserted() {
        return inserted;
    }

    /** @return how many events it has inserted */
    int end() throws InterruptedException, SQLException {
        timer.shutdown();
        if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("an INSERT of the quiet workspace does not end");
        }
        insert.getConnection().close();
        return inserted;
    }

    /** By the database's clock alone: from the moment of the INSERT to the end of the attempt that delivered it. */
    Map<String, Object> latency() {
        return database.query(
                        "SELECT count(*) AS delivered,"
                                + " percentile_cont(0.5) WITHIN GROUP (ORDER BY x.millis) AS p50,"
                                + " percentile_cont(0.99) WITHIN GROUP (ORDER BY x.millis) AS p99, max(x.millis) AS most"
                                + " FROM (SELECT extract(epoch FROM a.started_at - e.\"createdAt\" AT TIME ZONE 'UTC')"
                                + " * 1000 + a.duration_ms AS millis FROM courier.delivery_attempt AS a"
                                + " JOIN \"WebhookEvent\" AS e ON e.\"id\" = a.webhook_event_id"
                                + " WHERE a.outcome = 'DELIVERED' AND e.\"id\" LIKE ?) AS x",
                        name + "-%")
                .get(0);
    }

    private void insert() {
        String id = name + "-" + inserted;
        try {
            insert.setString(1, id);
            insert.setString(2, "test:" + id);
            insert.setString(
                    3,
                    "{\"eventId\": \"" + id + "\", \"eventType\": \"lead_created\", \"workspaceId\": \"" + WORKSPACE
                            + "\", \"leadId\": \"lead-1\", \"row\": {\"name\": \"Ada\", \"score\": 10.50}}");
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        // By the timer's one thread only.
        inserted = inserted + 1;
    }
}
