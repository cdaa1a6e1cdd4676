package io.webhookcourier.maintenance;

import io.webhookcourier.metrics.FailingEndpoints;
import io.webhookcourier.statistics.OutcomeTally;
import io.webhookcourier.statistics.OutcomeTallyWriter;
import org.slf4j.event.Level;

/** Brings what was counted into the database, for the charts of people. */
public final class FigureRoutes extends BackgroundRoutes {

    private final OutcomeTally tally;
    private final OutcomeTallyWriter writer;
    private final FailingEndpoints failing;

    public FigureRoutes(OutcomeTally tally, OutcomeTallyWriter writer, FailingEndpoints failing) {
        super(Level.DEBUG);
        this.tally = tally;
        this.writer = writer;
        this.failing = failing;
    }

    @Override
    void atIntervals() {
        from("timer:write-figures?period=5000&delay=1000")
                .routeId("write-figures")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Adds what became of attempts to the figures of minutes and workspaces")
                .process(exchange -> tally.write());

        from("timer:count-failing-endpoints?period=60000&delay=10000")
                .routeId("count-failing-endpoints")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Counts the endpoints that have accepted nothing for an hour or more")
                .process(exchange -> failing.refresh());

        from("timer:forget-figures?period=3600000&delay=60000")
                .routeId("forget-figures")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Forgets figures that are older than anybody is shown")
                .process(exchange -> writer.forget());
    }
}
