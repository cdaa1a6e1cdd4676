package io.webhookcourier.inspection;

import io.webhookcourier.text.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Read-only transactions that see one state of the database and cannot become a burden: each statement has a time
 * limit, uses one process of PostgreSQL's, and is planned for the very values it is given. All of that is set for the
 * transaction only, so that it does not stay behind on a connection that others use.
 */
final class Reading {

    private static final String QUERY_CANCELED = "57014";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** SQLSTATE's class of values that cannot be. */
    private static final String DATA_EXCEPTION = "22";

    /** What is read inside the transaction. */
    @FunctionalInterface
    interface Work<T> {
        T read(Connection connection) throws SQLException;
    }

    /** A text that is not UTF-8, in a database that takes any bytes (SQL_ASCII). */
    private static final String UNREADABLE = "22021";

    /** The server sends the bytes unseen, and the driver puts U+FFFD for what is not ASCII. */
    private static final String AS_IT_IS = "; SET LOCAL client_encoding = 'SQL_ASCII'";

    private final DataSource dataSource;
    private final Duration limit;
    private final String setUp;

    /** @param limit of each statement */
    Reading(DataSource dataSource, Duration limit) {
        this.dataSource = dataSource;
        this.limit = limit;
        this.setUp = "SET LOCAL statement_timeout = " + limit.toMillis()
                + "; SET LOCAL lock_timeout = " + limit.toMillis() / 2
                + "; SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL jit = off"
                + "; SET LOCAL max_parallel_workers_per_gather = 0";
    }

    /** @throws InspectionException when the database is away, busy or too slow */
    <T> T of(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            try {
                return inTransaction(connection, setUp, work);
            } catch (SQLException e) {
                if (!UNREADABLE.equals(e.getSQLState())) {
                    throw e;
                }
                return inTransaction(connection, setUp + AS_IT_IS, work);
            }
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(DATA_EXCEPTION)) {
                throw new IllegalArgumentException("the database cannot compare a value of this request", e);
            }
            throw inWords(e);
        }
    }

    private static <T> T inTransaction(Connection connection, String setUp, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute(setUp);
            }
            return work.read(connection);
        } finally {
            connection.rollback();
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    private InspectionException inWords(SQLException e) {
        if (QUERY_CANCELED.equals(e.getSQLState())) {
            return new InspectionException(
                    "The database did not answer within " + limit.toMillis() / 1000.0
                            + " s, and the query was cancelled. Narrow it, or try again when there is less load.",
                    true,
                    e);
        }
        if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            return new InspectionException(
                    "A table is locked by another transaction, and the query was cancelled. Try again when the lock is"
                            + " released.",
                    false,
                    e);
        }
        return new InspectionException("The database is unavailable: " + OneLine.of(e), false, e);
    }
}
