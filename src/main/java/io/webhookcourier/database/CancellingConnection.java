package io.webhookcourier.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is given up takes its statement with it. The driver only closes its socket when an answer does not
 * come, and a server that waits (for a lock, for a synchronous standby) does not look at the socket: the backend would
 * stay, and with each new connection there would be one more.
 */
final class CancellingConnection implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CancellingConnection.class);

    private final Connection connection;

    /** Kept because the driver no longer gives access to it once the connection is broken. */
    private final QueryExecutor executor;

    private final Set<CancellingConnection> open;
    private final AtomicBoolean ended = new AtomicBoolean();

    private CancellingConnection(Connection connection, Set<CancellingConnection> open) throws SQLException {
        this.connection = connection;
        this.executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        this.open = open;
    }

    /** @param open holds the connection until it is closed */
    static Connection around(Connection connection, Set<CancellingConnection> open) throws SQLException {
        CancellingConnection handler = new CancellingConnection(connection, open);
        open.add(handler);
        return (Connection) Proxy.newProxyInstance(
                CancellingConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close" -> end(connection.isClosed());
            case "abort" -> end(true);
            case "equals" -> {
                return proxy == arguments[0];
            }
            default -> {
                // Everything else is the driver's.
            }
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * Asks the server to cancel the statement that runs, if any; the connection stays. Does not wait: it takes a
     * connection of its own, and a server that is gone does not answer.
     */
    void cancelStatement() {
        Thread thread = new Thread(this::sendCancel, "courier-cancel");
        thread.setDaemon(true);
        thread.start();
    }

    private void sendCancel() {
        try {
            executor.sendQueryCancel();
        } catch (SQLException e) {
            LOG.debug("A statement could not be cancelled: {}", e.getMessage());
        }
    }

    private void end(boolean mayStillWork) {
        if (ended.compareAndSet(false, true)) {
            open.remove(this);
            if (mayStillWork) {
                cancelStatement();
            }
        }
    }
}
