package io.webhookcourier.routes;

import io.webhookcourier.operations.PurgeInBackground;
import io.webhookcourier.operations.ReplaySet;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Long work on many rows, done in small steps: in Java, so that no edit of a route file can stop it. */
public final class OperationRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(OperationRoutes.class);

    /** A configuration without an id holds for every route that names none: theirs would judge our failures. */
    private static final String NONE_OF_THE_USERS = "courier-operations";

    private final ReplaySet replays;
    private final PurgeInBackground purge;

    public OperationRoutes(ReplaySet replays, PurgeInBackground purge) {
        this.replays = replays;
        this.purge = purge;
    }

    @Override
    public void configure() {
        onException(Exception.class)
                .handled(true)
                .logExhausted(false)
                .process(exchange -> LOG.warn(
                        "{} failed: {}. Tried again at the next interval.",
                        exchange.getFromRouteId(),
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                .getMessage()));

        from("timer:work-off-replays?period=1000&delay=1000")
                .routeId("work-off-replays")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription("Puts back a batch of events for every replay that an operator has started")
                .process(exchange -> replays.nextBatchesInBackground());

        from("timer:remove-what-is-old?delay=5000&period=" + PurgeInBackground.INTERVAL.toMillis())
                .routeId("remove-what-is-old")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription(
                        "Removes attempts, keys and succeeded events that are past their retention, in small steps")
                .process(exchange -> purge.work());
    }
}
