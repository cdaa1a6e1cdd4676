package io.webhookcourier.routes;

import io.webhookcourier.observability.OutcomeTally;
import io.webhookcourier.observability.OutcomeTallyWriter;
import org.slf4j.event.Level;

/** Brings what was counted into the database, for the charts of people. */
public final class FigureRoutes extends BackgroundRoutes {

    private final OutcomeTally tally;
    private final OutcomeTallyWriter writer;

    public FigureRoutes(OutcomeTally tally, OutcomeTallyWriter writer) {
        super(Level.DEBUG);
        this.tally = tally;
        this.writer = writer;
    }

    @Override
    void atIntervals() {
        from("timer:write-figures?period=5000&delay=1000")
                .routeId("write-figures")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription("Adds what became of attempts to the figures of minutes and workspaces")
                .process(exchange -> tally.write());

        from("timer:forget-figures?period=3600000&delay=60000")
                .routeId("forget-figures")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription("Forgets figures that are older than anybody is shown")
                .process(exchange -> writer.forget());
    }
}
