package io.webhookcourier.maintenance;

import io.webhookcourier.database.ConnectionLoss;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Periodic work beside the deliveries: in Java, so that no edit of a route file can stop it. A failure is
 * logged, and the next interval tries again.
 */
abstract class BackgroundRoutes extends RouteBuilder {

    /**
     * Each of these routes must name it as its configuration. One without an id holds for every route that names none:
     * theirs would handle our failures.
     */
    static final String INTERNAL_CONFIGURATION = "courier-background";

    private static final Duration SAID_EVERY = Duration.ofMinutes(1);

    private final Map<String, Long> saidNanos = new ConcurrentHashMap<>();
    private final Logger logger = LoggerFactory.getLogger(getClass());
    private final Level failuresAt;

    /** @param failuresAt the level at which a failure is logged */
    BackgroundRoutes(Level failuresAt) {
        this.failuresAt = failuresAt;
    }

    @Override
    public final void configure() {
        onException(Exception.class).handled(true).logExhausted(false).process(this::failed);
        atIntervals();
    }

    /** An outage of the database is logged once for the whole service, other failures once a minute for each route. */
    private void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        long now = System.nanoTime();
        Long before = saidNanos.get(exchange.getFromRouteId());
        boolean said = before != null && now - before < SAID_EVERY.toNanos();
        boolean loud = !said && ConnectionLoss.of(failure) == ConnectionLoss.NONE;
        if (loud) {
            saidNanos.put(exchange.getFromRouteId(), now);
        }
        logger.atLevel(loud ? failuresAt : Level.DEBUG)
                .log(
                        "{} failed: {}. It will be retried at the next interval.",
                        exchange.getFromRouteId(),
                        failure.getMessage());
    }

    /** Adds the routes. */
    abstract void atIntervals();
}
