package io.webhookcourier.routemodel;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/**
 * Calls a route by its {@code direct:} endpoint, from any thread. After routes were exchanged {@link #forget} has to be
 * called before the next call: Camel's producer notes that consumers have changed before it looks up the new one, so of two
 * threads that call at once the second may still reach the route that was stopped, which rejects the exchange.
 */
public final class RouteCaller {

    private final CamelContext context;
    private final Endpoint endpoint;
    private volatile ProducerTemplate template;

    /** @param uri of the route, {@code direct:<name>} */
    public RouteCaller(CamelContext context, String uri) {
        this.context = context;
        this.endpoint = context.getEndpoint(uri);
        this.template = context.createProducerTemplate();
    }

    public Exchange newExchange(ExchangePattern pattern) {
        return endpoint.createExchange(pattern);
    }

    /**
     * Sends the exchange through the route; returns when it is done.
     *
     * @return the exchange as the route left it; its exception, if any, was handled by nothing
     */
    public Exchange call(Exchange exchange) {
        return template.send(endpoint, exchange);
    }

    /** The routes have changed. To be called while nothing is sent. */
    public void forget() {
        ProducerTemplate before = template;
        template = context.createProducerTemplate();
        before.stop();
    }
}
