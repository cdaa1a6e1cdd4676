package io.webhookcourier.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** A pool whose failures are said in this service's words instead of HikariCP's. */
final class Pool extends HikariDataSource {

    private final Reachability reachability;

    Pool(HikariConfig config, Reachability reachability) {
        super(config);
        this.reachability = reachability;
    }

    /**
     * @throws DatabaseAwayException when the server gives no connection, or when none of the pool is free in time
     */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            throw inWords(e);
        }
    }

    private SQLException inWords(SQLException e) {
        if (reachability.outage().isPresent()) {
            return reachability.inWords(e);
        }
        if (e instanceof SQLTransientConnectionException && e.getCause() == null) {
            return new DatabaseAwayException(
                    "all " + getMaximumPoolSize() + " database connections of " + getPoolName()
                            + " have been in use for " + getConnectionTimeout() / 1_000 + " s",
                    e);
        }
        return e.getCause() instanceof SQLException cause ? cause : e;
    }
}
