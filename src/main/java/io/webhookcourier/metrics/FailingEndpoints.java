package io.webhookcourier.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * How many endpoints fail altogether: an alarm for a single one that needs no label per workspace. Refreshed from
 * outside, so that a scrape never waits for the database.
 */
public final class FailingEndpoints {

    private final DataSource dataSource;
    private volatile long count;

    public FailingEndpoints(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Adds the gauge {@code courier_endpoints_failing}. */
    public void register(MeterRegistry registry) {
        Gauge.builder("courier.endpoints.failing", this, endpoints -> endpoints.count)
                .description(
                        "Endpoints that have accepted nothing in this hour and the last, although events were sent to them in both")
                .strongReference(true)
                .register(registry);
    }

    /** Counts them again. */
    public void refresh() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            count = NamedStatement.count(connection, "metrics/count-failing-endpoints");
        }
    }

    /** As of the last refresh. */
    long count() {
        return count;
    }
}
