package io.webhookcourier.database;

import java.sql.SQLException;

/**
 * Whether a failure says only that the connection to PostgreSQL is gone, by SQLSTATE (PostgreSQL documentation, appendix
 * A). Such a failure is the same for every part of the service: the outage is logged once for all of them, in one place.
 */
public enum ConnectionLoss {
    /** Something else failed. */
    NONE,
    /** A connection was cut; the next one may work. */
    BROKEN,
    /** No connection can be made. */
    AWAY;

    public static ConnectionLoss of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found && found.getSQLState() != null) {
                String state = found.getSQLState();
                if (state.equals("08001") || state.equals("08004") || state.equals("57P03")) {
                    return AWAY;
                }
                if (state.startsWith("08") || state.startsWith("57P")) {
                    return BROKEN;
                }
            }
        }
        return NONE;
    }
}
