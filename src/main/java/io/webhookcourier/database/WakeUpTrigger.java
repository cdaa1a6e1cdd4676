package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The trigger on the application's table that wakes the workers at every INSERT, for producers that do not call
 * {@code courier.enqueue}. The one thing that is ever put on a table of the application's, and only when an operator
 * says so. Its function lives in schema {@code courier}. Not thread-safe.
 */
public final class WakeUpTrigger {

    /**
     * What is there, and what the connected role may do.
     *
     * @param courierExists whether schema courier is there
     * @param tableExists whether {@code "WebhookEvent"} is in the search path
     * @param table the table's name as SQL takes it; null when it is missing
     * @param role the role's name as SQL takes it
     */
    public record State(
            boolean courierExists,
            boolean mayCreateFunction,
            boolean tableExists,
            boolean mayCreateTrigger,
            String table,
            String role,
            boolean installed) {}

    /** Creating a trigger waits for every transaction that has written to the table; writers then wait behind it. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '5s'";

    private final Connection connection;

    /** @param connection with the application's schema as its search path; its transactions end with each call */
    public WakeUpTrigger(Connection connection) {
        this.connection = connection;
    }

    public State state() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Sql.statement("database/find-wakeup-trigger"))) {
            row.next();
            return new State(
                    row.getBoolean("courier_exists"),
                    row.getBoolean("may_create_function"),
                    row.getBoolean("table_exists"),
                    row.getBoolean("may_create_trigger"),
                    row.getString("table_name"),
                    row.getString("role_name"),
                    row.getBoolean("installed"));
        }
    }

    /**
     * Creates function and trigger; an older or disabled trigger of this name is replaced.
     *
     * @throws SQLException with state 55P03 when the table stayed locked for 5 s
     */
    public void install() throws SQLException {
        inOneTransaction(
                "database/drop-wakeup-trigger", "database/create-wakeup-function", "database/create-wakeup-trigger");
    }

    /** Drops function and trigger, where they are; throws as {@link #install()} does. */
    public void remove() throws SQLException {
        inOneTransaction("database/drop-wakeup-trigger");
    }

    private void inOneTransaction(String... statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            for (String name : statements) {
                statement.execute(Sql.statement(name));
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
