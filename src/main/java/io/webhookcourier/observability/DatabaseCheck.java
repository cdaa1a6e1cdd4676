package io.webhookcourier.observability;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready: the database answers. */
public final class DatabaseCheck extends AbstractHealthCheck {

    private static final int LIMIT_SECONDS = 3;

    private final DataSource dataSource;

    public DatabaseCheck(DataSource dataSource) {
        super("courier", "database");
        this.dataSource = dataSource;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.isValid(LIMIT_SECONDS)) {
                builder.up();
            } else {
                builder.down().message("the database does not answer within " + LIMIT_SECONDS + " s");
            }
        } catch (SQLException e) {
            builder.down().message("no connection to the database: " + e.getMessage());
        }
    }
}
