package io.webhookcourier.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** All or nothing, and never waiting long for somebody else's lock. */
final class Transaction {

    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Transaction() {}

    /** @throws OperationRefusedException when something stays locked; nothing was changed then */
    static <T> T run(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                setLockTimeout(connection);
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
                        "another transaction kept it locked for " + LOCK_TIMEOUT.toSeconds()
                                + " s, so nothing was changed: try again in a moment");
            }
            throw e;
        }
    }

    private static void setLockTimeout(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('lock_timeout', ?, true)")) {
            statement.setString(1, LOCK_TIMEOUT.toMillis() + "ms");
            statement.execute();
        }
    }
}
