package io.webhookcourier.tracing;

import io.webhookcourier.logging.ExchangeText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.impl.engine.DefaultTracer;
import org.apache.camel.spi.BacklogTracer;

/**
 * What Camel's tracing shows, in the log ({@code camel.main.tracing}) and in Hawtio: what passes through the users'
 * routes. Left out are the service's own work, which would drown it, and the look-ups of receivers' secrets.
 */
public final class RouteTracing extends DefaultTracer {

    /** What they read holds receivers' secrets. */
    private static final List<String> SECRETS_LOOK_UPS = List.of("look-up-crm-settings", "look-up-crm-settings-batch");

    private final Set<String> untracedRoutes;

    private RouteTracing(Set<String> untracedRoutes) {
        this.untracedRoutes = untracedRoutes;
    }

    /**
     * To be called before routes are added.
     *
     * @param ownRoutes ids of the service's own routes
     */
    public static void useIn(CamelContext context, Set<String> ownRoutes) {
        Set<String> untraced = new HashSet<>(ownRoutes);
        untraced.addAll(SECRETS_LOOK_UPS);
        RouteTracing tracer = new RouteTracing(untraced);
        tracer.setEnabled(context.isTracing());
        tracer.setExchangeFormatter(ExchangeText.ofTraces());
        // Camel 4.18 itself does not pass camel.main.tracingPattern on; begin and end of a route would ignore it.
        tracer.setTracePattern(context.getTracingPattern());
        tracer.setTraceBeforeAndAfterRoute(context.getTracingPattern() == null);
        context.setTracer(tracer);

        BacklogTracer hawtios = context.hasService(BacklogTracer.class);
        if (hawtios != null) {
            hawtios.setTraceFilter("${fromRouteId} !in '" + String.join(",", untraced) + "'");
        }
    }

    @Override
    public void traceBeforeNode(NamedNode node, Exchange exchange) {
        if (isTraced(exchange)) {
            super.traceBeforeNode(node, exchange);
        }
    }

    @Override
    public void traceAfterNode(NamedNode node, Exchange exchange) {
        if (isTraced(exchange)) {
            super.traceAfterNode(node, exchange);
        }
    }

    @Override
    public void traceSentNode(NamedNode node, Exchange exchange, Endpoint endpoint, long elapsed) {
        if (isTraced(exchange)) {
            super.traceSentNode(node, exchange, endpoint, elapsed);
        }
    }

    @Override
    public void traceBeforeRoute(NamedRoute route, Exchange exchange) {
        if (isTraced(exchange)) {
            super.traceBeforeRoute(route, exchange);
        }
    }

    @Override
    public void traceAfterRoute(NamedRoute route, Exchange exchange) {
        if (isTraced(exchange)) {
            super.traceAfterRoute(route, exchange);
        }
    }

    /** By the route that it began in. */
    private boolean isTraced(Exchange exchange) {
        return !untracedRoutes.contains(exchange.getFromRouteId());
    }
}
