package io.webhookcourier.queue;

import java.sql.SQLException;

/** Why a batch was not written, by PostgreSQL's SQLSTATE (PostgreSQL documentation, appendix A). */
enum WriteFailure {
    /** The database is out of reach, read-only or full: the same batch may pass later. */
    UNAVAILABLE,
    /** Somebody else holds a lock. */
    BLOCKED,
    /** The database does not take something in the batch. */
    REFUSED;

    static WriteFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("55P03") || state.equals("40P01") || state.equals("40001")) {
            return BLOCKED;
        }
        // 22: data exception, 23: constraint violation, 54: program limit exceeded
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
            return REFUSED;
        }
        return UNAVAILABLE;
    }
}
