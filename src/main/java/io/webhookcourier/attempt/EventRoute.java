package io.webhookcourier.attempt;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.routemodel.RouteCaller;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;

/** The entrance to the delivery routes: {@code direct:deliver-event}. */
public final class EventRoute {

    /** The exchange property with the claimed event, for the routes' expressions. */
    public static final String EVENT = "event";

    /** The exchange property with the dedupe key: the guard's expression, cheaper than a look into the event. */
    public static final String DEDUPE_KEY = "dedupeKey";

    private final RouteCaller route;

    public EventRoute(CamelContext context) {
        this.route = new RouteCaller(context, "direct:deliver-event");
    }

    /** The routes have changed. To be called while nothing is sent. */
    public void forget() {
        route.forget();
    }

    /**
     * Sends the attempt's event through the routes; returns when they are done.
     *
     * @param deliveredBefore the duplicate guard's answer
     * @return the exchange as the routes left it; its exception, if any, was not handled by any of them
     */
    public Exchange send(DeliveryAttempt attempt, boolean deliveredBefore) {
        Exchange exchange = route.newExchange(ExchangePattern.InOnly);
        attempt.travelsIn(exchange);
        exchange.setProperty(DeliveryAttempt.PROPERTY, attempt);
        exchange.setProperty(EVENT, attempt.event());
        exchange.setProperty(DEDUPE_KEY, attempt.event().dedupeKey());
        exchange.setProperty(DeliveredKeys.DELIVERED_BEFORE, deliveredBefore);
        exchange.getIn().setBody(attempt.event().raw());
        return route.call(exchange);
    }
}
