package io.webhookcourier.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** No connection can be had; the message is a sentence for people and without a full stop. */
public final class DatabaseAwayException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1;

    /** The class of connection exceptions. */
    private static final String STATE = "08001";

    DatabaseAwayException(String message, SQLException cause) {
        super(message, STATE, cause);
    }
}
