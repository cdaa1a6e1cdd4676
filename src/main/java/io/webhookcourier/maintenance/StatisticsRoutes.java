package io.webhookcourier.maintenance;

import io.webhookcourier.metrics.FailingEndpoints;
import io.webhookcourier.statistics.OutcomeTally;
import io.webhookcourier.statistics.OutcomeTallyWriter;
import org.slf4j.event.Level;

/** Writes what was counted to the database, for the console's charts. */
public final class StatisticsRoutes extends BackgroundRoutes {

    private final OutcomeTally tally;
    private final OutcomeTallyWriter writer;
    private final FailingEndpoints failing;

    public StatisticsRoutes(OutcomeTally tally, OutcomeTallyWriter writer, FailingEndpoints failing) {
        super(Level.DEBUG);
        this.tally = tally;
        this.writer = writer;
        this.failing = failing;
    }

    @Override
    void atIntervals() {
        from("timer:write-statistics?period=5000&delay=1000")
                .routeId("write-statistics")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Adds the outcomes of attempts to the statistics by minute and by workspace")
                .process(exchange -> tally.write());

        from("timer:count-failing-endpoints?period=60000&delay=10000")
                .routeId("count-failing-endpoints")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Counts the endpoints that have failed for an hour or more")
                .process(exchange -> failing.refresh());

        from("timer:remove-old-statistics?period=3600000&delay=60000")
                .routeId("remove-old-statistics")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Removes statistics that are too old to be shown")
                .process(exchange -> writer.forget());
    }
}
