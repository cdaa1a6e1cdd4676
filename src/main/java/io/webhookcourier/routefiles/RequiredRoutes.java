package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.ProviderRoutes;
import io.webhookcourier.routemodel.RouteFile;
import io.webhookcourier.routemodel.RouteSteps;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/** The routes without which nothing is delivered: the entrance, and one for each provider. */
public class RequiredRoutes {

    private static final String WAY_IN = "deliver-event";

    /** The route configuration for every route that names no other. */
    static final String HANDLING = "handle-failures";

    private final List<String> providers;

    public RequiredRoutes(List<String> providers) {
        this.providers = providers;
    }

    /** @throws ConfigurationException naming the first of the required routes that would not start */
    void requireStarting(Collection<RouteDefinition> routes, CamelContext context) {
        for (RouteDefinition route : routes) {
            if (isRequired(route.getRouteId()) && !RouteSteps.starts(context, route)) {
                throw new ConfigurationException(RouteFile.nameOf(route.getResource()) + " does not load: route "
                        + route.getRouteId() + " has autoStartup false, and nothing would be delivered without it;"
                        + " pause the queue instead");
            }
        }
    }

    private boolean isRequired(String id) {
        return WAY_IN.equals(id) || providers.stream().anyMatch(provider -> ProviderRoutes.delivers(id, provider));
    }

    /**
     * @param ids of the routes and the route configurations that the files hold
     * @throws ConfigurationException naming the first that is missing
     */
    void requireIn(Collection<String> ids) {
        if (!ids.contains(WAY_IN)) {
            throw new ConfigurationException("no file in routes/ has a route with the id " + WAY_IN);
        }
        if (!ids.contains(HANDLING)) {
            throw new ConfigurationException("no file in routes/ has a routeConfiguration with the id " + HANDLING
                    + " and an onException: without it, no failure would end an attempt as it should");
        }
        for (String provider : providers) {
            List<String> routes = ids.stream()
                    .filter(id -> ProviderRoutes.delivers(id, provider))
                    .sorted()
                    .toList();
            if (routes.size() > 1) {
                throw new ConfigurationException("the routes " + String.join(" and ", routes)
                        + " in routes/ both deliver " + provider + ": keep one of them");
            }
            if (routes.isEmpty()) {
                throw new ConfigurationException("courier.queue.providers names " + provider
                        + ", but no file in routes/ has a route with the id " + ProviderRoutes.PREFIX + provider
                        + " (upper or lower case)");
            }
        }
    }
}
