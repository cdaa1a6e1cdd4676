package io.webhookcourier.health;

import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.worker.Heartbeat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this service's statements wait for, as PostgreSQL says, and which due rows cannot be claimed. Asked only when
 * something does not get on, on a connection of its own, which is closed afterwards.
 */
public final class Waits {

    /**
     * One look.
     *
     * @param waitsFor what a statement of ours waits for, to follow "because"; empty when none waits
     * @param lockedRows how many of the oldest due rows another session has locked; 50 are looked at
     */
    record Look(String waitsFor, int lockedRows) {

        static final Look NOTHING = new Look("", 0);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);
    private static final String LIMITS = "SET LOCAL lock_timeout = '500ms'; SET LOCAL statement_timeout = '3s'";
    private static final int ROWS = 50;

    private final Heartbeat.ConnectionSource connections;
    private final String providers;

    public Waits(Heartbeat.ConnectionSource connections, String providers) {
        this.connections = connections;
        this.providers = providers;
    }

    Look look() {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            try (Statement limits = connection.createStatement()) {
                limits.execute(LIMITS);
            }
            String waitsFor = waitsFor(connection);
            return new Look(waitsFor, waitsFor.isEmpty() ? lockedRows(connection) : 0);
        } catch (SQLException e) {
            LOG.debug("What statements are waiting for could not be determined: {}", e.getMessage());
            return Look.NOTHING;
        }
    }

    private static String waitsFor(Connection connection) throws SQLException {
        try (PreparedStatement statement = NamedStatement.prepare(connection, "health/find-waits");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString("waits_for") : "";
        }
    }

    private int lockedRows(Connection connection) throws SQLException {
        try {
            return (int) NamedStatement.count(connection, "health/count-locked-due-rows", providers, ROWS);
        } finally {
            connection.rollback();
        }
    }
}
