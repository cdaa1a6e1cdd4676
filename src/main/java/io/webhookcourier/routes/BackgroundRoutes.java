package io.webhookcourier.routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What happens beside the deliveries, at intervals: in Java, so that no edit of a route file can stop it. A failure is
 * logged, and the next interval tries again.
 */
abstract class BackgroundRoutes extends RouteBuilder {

    /**
     * Each of these routes must name it as its configuration. One without an id holds for every route that names none:
     * theirs would judge our failures.
     */
    static final String NONE_OF_THE_USERS = "courier-background";

    private final Logger logger = LoggerFactory.getLogger(getClass());
    private final Level failuresAt;

    /** @param failuresAt how loudly a failure is logged */
    BackgroundRoutes(Level failuresAt) {
        this.failuresAt = failuresAt;
    }

    @Override
    public final void configure() {
        onException(Exception.class).handled(true).logExhausted(false).process(exchange -> logger.atLevel(failuresAt)
                .log(
                        "{} failed: {}. Tried again at the next interval.",
                        exchange.getFromRouteId(),
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                .getMessage()));
        atIntervals();
    }

    /** Adds the routes. */
    abstract void atIntervals();
}
