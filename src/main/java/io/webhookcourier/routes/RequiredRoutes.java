package io.webhookcourier.routes;

import io.webhookcourier.config.ConfigurationException;
import java.util.Collection;
import java.util.List;

/** The routes without which nothing is delivered: the way in, and one for each provider. */
class RequiredRoutes {

    private static final List<String> WAY_IN = List.of("claim-due-events", "deliver-event");

    private final List<String> providers;

    RequiredRoutes(List<String> providers) {
        this.providers = providers;
    }

    /**
     * @param ids of the routes that the files hold
     * @throws ConfigurationException naming the first that is missing
     */
    void requireIn(Collection<String> ids) {
        for (String id : WAY_IN) {
            if (!ids.contains(id)) {
                throw new ConfigurationException("no file in routes/ has a route with the id " + id);
            }
        }
        for (String provider : providers) {
            if (ids.stream().noneMatch(id -> ProviderRoutes.delivers(id, provider))) {
                throw new ConfigurationException("courier.queue.providers names " + provider
                        + ", but no file in routes/ has a route with the id " + ProviderRoutes.PREFIX + provider
                        + " (upper or lower case)");
            }
        }
    }
}
