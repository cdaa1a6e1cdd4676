package io.webhookcourier.health;

import io.webhookcourier.database.Reachability;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready: the database answers. */
public final class DatabaseCheck extends AbstractHealthCheck {

    private static final int LIMIT_SECONDS = 3;

    private final DataSource dataSource;
    private final Reachability reachability;

    public DatabaseCheck(DataSource dataSource, Reachability reachability) {
        super("courier", "database");
        this.dataSource = dataSource;
        this.reachability = reachability;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<Reachability.Outage> outage = reachability.outage();
        if (outage.isPresent()) {
            builder.down().message(outage.get().text());
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            if (connection.isValid(LIMIT_SECONDS)) {
                builder.up();
            } else {
                builder.down().message("the database does not answer within " + LIMIT_SECONDS + " s");
            }
        } catch (SQLException e) {
            builder.down().message(e.getMessage());
        }
    }
}
