package io.webhookcourier.queue;

import java.sql.SQLException;
import java.util.Set;

/** Why a batch was not written, by PostgreSQL's SQLSTATE (PostgreSQL documentation, appendix A). */
enum WriteFailure {
    /** The database is out of reach, read-only or full: the same batch may pass later. */
    UNAVAILABLE,
    /** Somebody else holds a lock. */
    BLOCKED,
    /** The database does not take something in the batch. */
    REFUSED;

    /**
     * Data exception, constraint violation, triggered data change, check option, limit exceeded, and what a trigger of
     * the application's raises.
     */
    private static final Set<String> REFUSALS = Set.of("22", "23", "27", "44", "54", "P0");

    static WriteFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("55P03") || state.equals("40P01") || state.equals("40001")) {
            return BLOCKED;
        }
        return state.length() == 5 && REFUSALS.contains(state.substring(0, 2)) ? REFUSED : UNAVAILABLE;
    }
}
