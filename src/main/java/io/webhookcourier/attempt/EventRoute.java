package io.webhookcourier.attempt;

import io.webhookcourier.delivery.DeliveryAttempt;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** The entrance to the delivery routes: {@code direct:deliver-event}. */
public final class EventRoute {

    /** The exchange property with the claimed event, for the routes' expressions. */
    public static final String EVENT = "event";

    /** The exchange property with the dedupe key: the guard's expression, cheaper than a look into the event. */
    public static final String DEDUPE_KEY = "dedupeKey";

    private final ProducerTemplate template;
    private final Endpoint endpoint;

    public EventRoute(ProducerTemplate template) {
        this.template = template;
        this.endpoint = template.getCamelContext().getEndpoint("direct:deliver-event");
    }

    /**
     * Sends the attempt's event through the routes; returns when they are done.
     *
     * @param deliveredBefore the duplicate guard's answer
     * @return the exchange as the routes left it; its exception, if any, was not handled by any of them
     */
    public Exchange send(DeliveryAttempt attempt, boolean deliveredBefore) {
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
        attempt.travelsIn(exchange);
        exchange.setProperty(DeliveryAttempt.PROPERTY, attempt);
        exchange.setProperty(EVENT, attempt.event());
        exchange.setProperty(DEDUPE_KEY, attempt.event().dedupeKey());
        exchange.setProperty(DeliveredKeys.DELIVERED_BEFORE, deliveredBefore);
        exchange.getIn().setBody(attempt.event().raw());
        return template.send(endpoint, exchange);
    }
}
