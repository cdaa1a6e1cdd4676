package io.webhookcourier.claim;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** The entrance to the claiming route: {@code direct:claim-due-events}. */
public final class ClaimDueEvents implements Claimer.ClaimRoute {

    private final ProducerTemplate template;
    private final Endpoint endpoint;

    public ClaimDueEvents(ProducerTemplate template) {
        this.template = template;
        this.endpoint = template.getCamelContext().getEndpoint("direct:" + ClaimRoutes.CLAIM_DUE_EVENTS);
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
        throw new IllegalStateException("the route claim-due-events did not run to its end; its claim was undone");
    }
}
