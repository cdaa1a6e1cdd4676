package io.webhookcourier.attempt;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.routemodel.ProviderRoutes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Hands an event to its provider's route. A step of its own, because {@code toD} evaluates and looks up an endpoint
 * name for every event, and the providers are few and known.
 */
public final class ToProvider extends AsyncProcessorSupport {

    private final Map<String, AsyncProducer> producers = new ConcurrentHashMap<>();
    private final ProviderRoutes routes;
    private final CamelContext context;

    public ToProvider(CamelContext context, ProviderRoutes routes) {
        this.context = context;
        this.routes = routes;
    }

    /** The routes have changed: look them up again. */
    public void forget() {
        producers.clear();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ClaimedEvent event = (ClaimedEvent) exchange.getProperty(EventRoute.EVENT);
        try {
            return producers.computeIfAbsent(event.provider(), this::producer).process(exchange, callback);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private AsyncProducer producer(String provider) {
        try {
            AsyncProducer producer =
                    context.getEndpoint(routes.endpointOf(provider)).createAsyncProducer();
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException("the route of provider " + provider + " cannot be reached", e);
        }
    }
}
