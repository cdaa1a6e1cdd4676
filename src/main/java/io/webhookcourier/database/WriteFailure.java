package io.webhookcourier.database;

import io.webhookcourier.text.OneLine;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a failed statement says about the database, by PostgreSQL's SQLSTATE (PostgreSQL documentation, appendix A). As
 * long as the server answers on the connection, its answer concerns the statement: applications' triggers and
 * policies may raise any SQLSTATE, also ones of their own.
 */
public enum WriteFailure {
    /** The database is out of reach, read-only or out of resources: the same statement may pass later. */
    UNAVAILABLE,
    /** Another transaction holds a lock, or the statement took longer than it may: it may pass later. */
    BLOCKED,
    /** The database answered and refuses something in the statement. */
    REFUSED;

    /** Lock not available, serialization failure, deadlock, statement cancelled by a time limit. */
    private static final Pattern WAITED = Pattern.compile("55P03|40001|40P01|57014");

    /**
     * Connection exceptions, wrong credentials or database, insufficient resources, shutdown and idle limits, and a
     * server that has become read-only.
     */
    private static final Pattern AWAY = Pattern.compile("08...|28...|3D000|53...|57P0.|25006|25P03|25P04");

    private static final int SQLSTATE_LENGTH = 5;

    public static WriteFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (WAITED.matcher(state).matches()) {
            return BLOCKED;
        }
        boolean answered = state.length() == SQLSTATE_LENGTH
                && !AWAY.matcher(state).matches()
                && !(e instanceof SQLTransientConnectionException)
                && !(e.getCause() instanceof IOException)
                && !endedConnection(e);
        return answered ? REFUSED : UNAVAILABLE;
    }

    /** As {@link #of(SQLException)} for an exception that wraps one; null if it wraps none. */
    public static WriteFailure of(Throwable failure) {
        SQLException cause = sqlException(failure);
        return cause == null ? null : of(cause);
    }

    /** What the database said, on one line; the failure's own message when no database is behind it. */
    public static String reason(Throwable failure) {
        Throwable cause = sqlException(failure);
        if (cause == null) {
            cause = failure;
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof PSQLException e && e.getServerErrorMessage() != null) {
            ServerErrorMessage said = e.getServerErrorMessage();
            message = said.getMessage() + " [SQLSTATE " + said.getSQLState() + "]";
        }
        return OneLine.of(message);
    }

    private static boolean endedConnection(SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException ofServer ? ofServer.getServerErrorMessage() : null;
        return said != null && ("FATAL".equals(said.getSeverity()) || "PANIC".equals(said.getSeverity()));
    }

    private static SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }
}
