package io.webhookcourier.routes;

import io.webhookcourier.observability.OutcomeTally;
import io.webhookcourier.observability.OutcomeTallyWriter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what was counted into the database, for the charts of people. */
public final class FigureRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(FigureRoutes.class);

    /** A configuration without an id holds for every route that names none: theirs would judge our failures. */
    private static final String NONE_OF_THE_USERS = "courier-figures";

    private final OutcomeTally tally;
    private final OutcomeTallyWriter writer;

    public FigureRoutes(OutcomeTally tally, OutcomeTallyWriter writer) {
        this.tally = tally;
        this.writer = writer;
    }

    @Override
    public void configure() {
        onException(Exception.class)
                .handled(true)
                .logExhausted(false)
                .process(exchange -> LOG.debug(
                        "{} failed: {}. Tried again at the next interval.",
                        exchange.getFromRouteId(),
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                .getMessage()));

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
