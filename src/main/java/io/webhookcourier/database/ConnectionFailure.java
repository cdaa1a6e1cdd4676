package io.webhookcourier.database;

import io.webhookcourier.text.OneLine;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/** Why no connection could be made, in words that follow "PostgreSQL at host:port". */
final class ConnectionFailure {

    private static final String CANNOT_CONNECT_NOW = "57P03";

    private ConnectionFailure() {}

    static String inWords(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals(CANNOT_CONNECT_NOW)) {
            return "does not accept connections yet (" + OneLine.of(failure) + ")";
        }
        if (state.startsWith("28") || state.startsWith("3D")) {
            return "refuses this service (" + OneLine.of(failure) + ")";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "is not found (unknown host " + cause.getMessage() + ")";
            }
            if (cause instanceof SocketTimeoutException) {
                return "does not answer";
            }
            if (cause instanceof NoRouteToHostException) {
                return "cannot be reached (" + OneLine.of(cause) + ")";
            }
            if (cause instanceof ConnectException) {
                return OneLine.of(cause).contains("timed out") ? "does not answer" : "refuses connections";
            }
        }
        return "gives no connection (" + OneLine.of(failure) + ")";
    }
}
