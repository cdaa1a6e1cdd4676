package io.webhookcourier.routemodel;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Which route delivers which provider: the one whose id is {@code deliver-<provider>}, in upper or lower case. */
public final class ProviderRoutes {

    public static final String PREFIX = "deliver-";

    private final CamelContext context;

    public ProviderRoutes(CamelContext context) {
        this.context = context;
    }

    /** The endpoint that the provider's route consumes from. */
    public String endpointOf(String provider) {
        Route route = routeOf(provider);
        if (route == null) {
            throw new IllegalStateException("there is no route " + PREFIX + provider);
        }
        return route.getEndpoint().getEndpointUri();
    }

    public static boolean delivers(String routeId, String provider) {
        return routeId.equalsIgnoreCase(PREFIX + provider);
    }

    private Route routeOf(String provider) {
        for (Route route : context.getRoutes()) {
            if (delivers(route.getRouteId(), provider)) {
                return route;
            }
        }
        return null;
    }
}
