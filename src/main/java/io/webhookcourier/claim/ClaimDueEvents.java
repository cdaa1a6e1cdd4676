package io.webhookcourier.claim;

import io.webhookcourier.queue.QueueTable;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** The entrance to the claiming route of a queue: {@code direct:claim-due-events} for the application's table. */
public final class ClaimDueEvents implements Claimer.ClaimRoute {

    private final ProducerTemplate template;
    private final String route;
    private final Endpoint endpoint;

    public ClaimDueEvents(ProducerTemplate template, QueueTable queue) {
        this.template = template;
        this.route = ClaimRoutes.routeOf(queue);
        this.endpoint = template.getCamelContext().getEndpoint("direct:" + route);
    }

    @Override
    public ClaimResult claim(ClaimRequest request) throws Exception {
        Exchange exchange = endpoint.createExchange();
        exchange.setProperty(StartDeliveries.REQUEST, request);
        exchange.getIn().setBody(request.parameters());
        template.send(endpoint, exchange);
        ClaimResult result = exchange.getProperty(StartDeliveries.RESULT, ClaimResult.class);
        if (result != null) {
            // The rows are being delivered: no matter what a later step did, this claim must not be undone.
            return result;
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        throw new IllegalStateException("the route " + route + " did not run to its end; its claim was undone");
    }
}
