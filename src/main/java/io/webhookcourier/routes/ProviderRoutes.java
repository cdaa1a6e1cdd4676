package io.webhookcourier.routes;

import io.webhookcourier.config.ConfigurationException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Which route delivers which provider: the one whose id is {@code deliver-<provider>}, in upper or lower case. */
public final class ProviderRoutes {

    private static final String PREFIX = "deliver-";

    private final CamelContext context;

    public ProviderRoutes(CamelContext context) {
        this.context = context;
    }

    /** The endpoint that the provider's route consumes from. */
    String endpointOf(String provider) {
        Route route = routeOf(provider);
        if (route == null) {
            throw new IllegalStateException("there is no route " + PREFIX + provider);
        }
        return route.getEndpoint().getEndpointUri();
    }

    /**
     * Refuses a configuration in which a provider has no route.
     *
     * @throws ConfigurationException naming the provider and the route that is missing
     */
    public void require(List<String> providers) {
        for (String provider : providers) {
            if (routeOf(provider) == null) {
                throw new ConfigurationException(
                        "courier.queue.providers names " + provider + ", but no file in routes/"
                                + " has a route with the id " + PREFIX + provider + " (upper or lower case)");
            }
        }
    }

    private Route routeOf(String provider) {
        for (Route route : context.getRoutes()) {
            if (route.getRouteId().equalsIgnoreCase(PREFIX + provider)) {
                return route;
            }
        }
        return null;
    }
}
