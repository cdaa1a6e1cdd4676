package io.webhookcourier.claim;

import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.queue.QueueTable;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route {@code claim-due-events}, or that of another queue: one statement, then the start of what it claimed. In Java, so that no edit of a route
 * file can claim rows and lose them; a route, so that its counters, alerts and Hawtio's diagram show how claims perform.
 */
public final class ClaimRoutes extends RouteBuilder {

    /** Named by this route in place of the users' error handling, which applies to routes that name none. */
    private static final String OWN_CONFIGURATION = "courier-claims";

    private final QueueStatements statements;
    private final Consumer<List<Claim>> prepare;
    private final Dispatcher dispatcher;

    /** @param prepare what the rows of a claim need before their deliveries are started; throws nothing */
    public ClaimRoutes(QueueStatements statements, Consumer<List<Claim>> prepare, Dispatcher dispatcher) {
        this.statements = statements;
        this.prepare = prepare;
        this.dispatcher = dispatcher;
    }

    /** The id of a queue's route; also the {@code direct:} name that it begins with. */
    static String routeOf(QueueTable queue) {
        return "claim-due-" + queue.name();
    }

    /** The name of the bean that holds the statement in the names of a queue. */
    public static String statementOf(QueueTable queue) {
        return "claimDue" + queue.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + queue.name().substring(1);
    }

    @Override
    public void configure() {
        String route = routeOf(statements.queue());
        String statement = statementOf(statements.queue());
        getContext().getRegistry().bind(statement, statements.text("claim/claim-due-events"));
        // parametersCount spares a round trip for the statement's metadata.
        from("direct:" + route)
                .routeId(route)
                .routeConfigurationId(OWN_CONFIGURATION)
                .routeDescription("Claims due rows of the queue in one statement and starts their delivery")
                .errorHandler(noErrorHandler())
                .to("sql:ref:" + statement + "?dataSource=#dataSource&parametersCount=8")
                .id("claim")
                .description("Claims due rows, oldest first, and skips those that other sessions have locked")
                .process(new StartDeliveries(prepare, dispatcher))
                .id("start-deliveries")
                .description("Each claimed row → direct:deliver-event, within the limits of its endpoint");
    }
}
