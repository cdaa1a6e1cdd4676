package io.webhookcourier.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import javax.sql.DataSource;

/** All or nothing, and never waiting long for another session's lock. */
final class Transaction {

    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private static final String WAITS_FOR_THE_DISK = "SET LOCAL lock_timeout = '2s'";
    private static final String WAITS_FOR_NOTHING = WAITS_FOR_THE_DISK + "; SET LOCAL synchronous_commit = off";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Transaction() {}

    /** @throws OperationRefusedException when something stays locked; nothing was changed then */
    static <T> T run(DataSource dataSource, Work<T> work) throws SQLException {
        return run(dataSource, WAITS_FOR_THE_DISK, work);
    }

    /**
     * As {@link #run(DataSource, Work)}, for what may be lost in a crash of the server because it is then done again: it
     * does not wait for the disk, and keeps no deliveries waiting for it.
     */
    static <T> T runRepeatable(DataSource dataSource, Work<T> work) throws SQLException {
        return run(dataSource, WAITS_FOR_NOTHING, work);
    }

    /** A part of the transaction that may fail on its own: then none of it is done, and the rest remains. */
    @FunctionalInterface
    interface Part<T> {
        T run() throws SQLException;
    }

    /** Runs the part; when it throws, the transaction is as it was before. */
    static <T> T nested(Connection connection, Part<T> part) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            T result = part.run();
            connection.releaseSavepoint(before);
            return result;
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
    }

    private static <T> T run(DataSource dataSource, String setUp, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                setUp(connection, setUp);
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new OperationRefusedException(
                        OperationRefusedException.Cause.LOCKED,
                        "another transaction kept it locked for 2 s, so nothing was changed: try again shortly");
            }
            throw e;
        }
    }

    private static void setUp(Connection connection, String settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        }
    }
}
