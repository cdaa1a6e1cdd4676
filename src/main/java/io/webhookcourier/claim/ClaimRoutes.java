package io.webhookcourier.claim;

import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.Dispatcher;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route {@code claim-due-events}: one statement, then the start of what it claimed. In Java, so that no edit of a route
 * file can claim rows and lose them; a route, so that its counters, alerts and Hawtio's diagram show how claims perform.
 */
public final class ClaimRoutes extends RouteBuilder {

    /** Its id; also the {@code direct:} name that it begins with. */
    static final String CLAIM_DUE_EVENTS = "claim-due-events";

    /** Named by this route in place of the users' error handling, which applies to routes that name none. */
    private static final String OWN_CONFIGURATION = "courier-claims";

    private final Consumer<List<Claim>> prepare;
    private final Dispatcher dispatcher;

    /** @param prepare what the rows of a claim need before their deliveries are started; throws nothing */
    public ClaimRoutes(Consumer<List<Claim>> prepare, Dispatcher dispatcher) {
        this.prepare = prepare;
        this.dispatcher = dispatcher;
    }

    @Override
    public void configure() {
        // parametersCount spares a round trip for the statement's metadata.
        from("direct:" + CLAIM_DUE_EVENTS)
                .routeId(CLAIM_DUE_EVENTS)
                .routeConfigurationId(OWN_CONFIGURATION)
                .routeDescription("Claims due rows of the queue in one statement and starts their delivery")
                .errorHandler(noErrorHandler())
                .to("sql:classpath:sql/claim/claim-due-events.sql?dataSource=#dataSource&parametersCount=8")
                .id("claim")
                .description("Claims due rows, oldest first, and skips those that other sessions have locked")
                .process(new StartDeliveries(prepare, dispatcher))
                .id("start-deliveries")
                .description("Each claimed row → direct:deliver-event, within the limits of its endpoint");
    }
}
