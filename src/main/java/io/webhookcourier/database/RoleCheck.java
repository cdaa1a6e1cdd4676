package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * What the role, the database or the server has set and no session can override: how many connections there may be,
 * and behind PgBouncer also time limits and the isolation of transactions. Each lack is one
 * {@link ConfigurationException} that names the limit and what is needed.
 */
final class RoleCheck {

    /** Milliseconds; less would end statements and transactions that are as they should be. */
    private static final int SHORTEST_LIMIT = 5_000;

    /** Superusers are exempt from the limits of roles and databases, and may use the reserved connections. */
    private static final String CONNECTION_LIMITS = """
            SELECT 'role ' || quote_ident(current_user) AS what, rolconnlimit AS number,
                   'ALTER ROLE ' || quote_ident(current_user) || ' CONNECTION LIMIT ' AS remedy
            FROM pg_roles WHERE rolname = current_user AND NOT rolsuper AND rolconnlimit >= 0
            UNION ALL
            SELECT 'database ' || quote_ident(datname), datconnlimit,
                   'ALTER DATABASE ' || quote_ident(datname) || ' CONNECTION LIMIT '
            FROM pg_database JOIN pg_roles ON rolname = current_user
            WHERE datname = current_database() AND NOT rolsuper AND datconnlimit >= 0
            UNION ALL
            SELECT 'the server', current_setting('max_connections')::int, 'max_connections = '
            ORDER BY number
            LIMIT 1
            """;

    private static final String SHORT_LIMITS = """
            SELECT name, setting || coalesce(unit, '') AS value
            FROM pg_settings
            WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
              AND setting::bigint BETWEEN 1 AND ?
            ORDER BY name
            LIMIT 1
            """;

    private final Connection connection;

    RoleCheck(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param pool the size of the pool
     * @param beside connections that the service makes beside it
     */
    void checkConnections(int pool, int beside) throws SQLException {
        Map.Entry<String, String> limit = null;
        int number = 0;
        try (PreparedStatement statement = connection.prepareStatement(CONNECTION_LIMITS);
                ResultSet row = statement.executeQuery()) {
            if (row.next()) {
                limit = Map.entry(row.getString("what"), row.getString("remedy"));
                number = row.getInt("number");
            }
        }
        int needed = pool + beside;
        if (limit != null && number < needed) {
            String smaller = number - beside >= 2 ? "lower it to " + (number - beside) + ", or " : "";
            throw new ConfigurationException("courier.database.pool-size: " + pool + " connections and " + beside
                    + " beside the pool are " + needed + ", but " + limit.getKey() + " is limited to " + number + ": "
                    + smaller + "allow more (" + limit.getValue() + needed + ")");
        }
    }

    /** What sessions keep behind PgBouncer, where none of ours is set. */
    void checkInheritedSettings() throws SQLException {
        String role = text("SELECT quote_ident(current_user)");
        try (PreparedStatement statement = connection.prepareStatement(SHORT_LIMITS)) {
            statement.setInt(1, SHORTEST_LIMIT - 1);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw inherited(role, row.getString("name"), row.getString("value"), "5s or more, or 0", "30s");
                }
            }
        }
        String isolation = text("SHOW default_transaction_isolation");
        if (!isolation.equals("read committed")) {
            throw inherited(role, "default_transaction_isolation", isolation, "read committed", "read committed");
        }
    }

    private static ConfigurationException inherited(
            String role, String name, String value, String accepted, String better) {
        return new ConfigurationException(name + " is " + value + " in sessions of role " + role + "; accepted: "
                + accepted + ". Behind PgBouncer the service cannot set it for its sessions: ALTER ROLE " + role
                + " SET " + name + " = '" + better + "', and reconnect PgBouncer");
    }

    private String text(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
