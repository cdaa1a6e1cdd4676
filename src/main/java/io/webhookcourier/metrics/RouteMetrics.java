package io.webhookcourier.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/**
 * Camel's own counters of each route, by the names that Camel's route policy gives them. They are read from JMX when
 * metrics are scraped: the policy itself would count every exchange a second time.
 */
public final class RouteMetrics {

    private final MeterRegistry registry;
    private final CamelContext context;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public RouteMetrics(MeterRegistry registry, CamelContext context) {
        this.registry = registry;
        this.context = context;
    }

    /** @param problem what is wrong with the route files, or null when they are what runs */
    public void register(Supplier<String> problem) {
        Gauge.builder("courier.routes.reload.failed", problem, current -> current.get() == null ? 0 : 1)
                .description("1 while the route files have an error and the previous routes are running")
                .strongReference(true)
                .register(registry);
    }

    /** Finds routes that were added since the last call. */
    public void refresh() {
        for (Route route : context.getRoutes()) {
            if (known.add(route.getRouteId())) {
                counter(
                        "total",
                        "Exchanges of a route since it was loaded",
                        route,
                        ManagedRouteMBean::getExchangesTotal);
                counter(
                        "failed",
                        "Failed exchanges of a route since it was loaded",
                        route,
                        ManagedRouteMBean::getExchangesFailed);
            }
        }
    }

    private void counter(String what, String description, Route route, ToLongFunction<ManagedRouteMBean> count) {
        String id = route.getRouteId();
        FunctionCounter.builder("camel.exchanges." + what, context, camel -> read(camel, id, count))
                .description(description)
                .tag("camelContext", context.getName())
                .tag("routeId", id)
                .register(registry);
    }

    /** A route that is gone, or is being exchanged, has counted nothing. */
    private static double read(CamelContext context, String id, ToLongFunction<ManagedRouteMBean> count) {
        ManagedRouteMBean route = context.getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute(id);
        return route == null ? 0 : count.applyAsLong(route);
    }
}
