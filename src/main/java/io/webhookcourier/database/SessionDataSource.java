package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens a connection at every call, sets its session, and leaves no statement of it behind on the server. Reports to
 * {@link Reachability} whether that worked.
 */
final class SessionDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private final transient SessionSettings session;
    private final transient Set<CancellingConnection> open;
    private final transient Reachability reachability;
    private transient SessionLimits limits;

    /** @param open holds every open connection of this source */
    SessionDataSource(SessionSettings session, Set<CancellingConnection> open, Reachability reachability) {
        this.session = session;
        this.open = open;
        this.reachability = reachability;
    }

    /** Without it the limits follow from the driver's own. */
    void limits(SessionLimits limits) {
        this.limits = limits;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        try {
            Connection connection = connect(user, password);
            reachability.opened();
            return connection;
        } catch (SQLException e) {
            reachability.failed(e);
            throw e;
        }
    }

    private Connection connect(String user, String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        try {
            session.apply(connection, limits == null ? SessionLimits.below(socketTimeout()) : limits);
            return CancellingConnection.around(connection, open);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Duration socketTimeout() {
        return Duration.ofSeconds(getSocketTimeout());
    }
}
