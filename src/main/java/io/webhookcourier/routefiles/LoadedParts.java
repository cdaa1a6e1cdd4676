package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.DirectTargets;
import io.webhookcourier.routemodel.RouteError;
import io.webhookcourier.routemodel.RouteSteps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.spi.EndpointRegistry;
import org.apache.camel.spi.NormalizedEndpointUri;

/**
 * Everything in a Camel context that came from route files. Known by what was there before them, because templates and
 * kamelets make routes of their own.
 */
final class LoadedParts {

    private final CamelContext context;
    private final Model model;
    private final Set<Object> ownParts = Collections.newSetFromMap(new IdentityHashMap<>());

    /** To be made before the first file is loaded. */
    LoadedParts(CamelContext context) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        ownParts.addAll(model.getRouteDefinitions());
        ownParts.addAll(model.getRouteConfigurationDefinitions());
        ownParts.addAll(model.getRouteTemplateDefinitions());
        ownParts.addAll(model.getRestDefinitions());
    }

    /** The routes that came from files. */
    List<RouteDefinition> routes() {
        return others(model.getRouteDefinitions());
    }

    /** The ids of the service's own routes. */
    Set<String> ownRouteIds() {
        Set<String> ids = new HashSet<>();
        for (RouteDefinition route : model.getRouteDefinitions()) {
            if (ownParts.contains(route)) {
                ids.add(route.getRouteId());
            }
        }
        return ids;
    }

    /** The {@code direct:} names of the service's own routes. */
    Set<String> ownEntrances() {
        return DirectTargets.entrancesOf(
                context,
                model.getRouteDefinitions().stream().filter(ownParts::contains).toList());
    }

    /** @throws ConfigurationException when a route cannot be stopped */
    void remove() {
        try {
            // Those that take messages from outside first: what they have begun still finds the routes that it calls.
            List<RouteDefinition> routes = routes();
            routes.sort(Comparator.comparing(LoadedParts::isCalledByOthers));
            for (RouteDefinition route : routes) {
                model.removeRouteDefinition(route);
            }
            // Not by Camel's own removal, which gives one without an id a generated one and then does not find it.
            model.getRouteConfigurationDefinitions().removeAll(others(model.getRouteConfigurationDefinitions()));
            for (RouteTemplateDefinition template : others(model.getRouteTemplateDefinitions())) {
                model.removeRouteTemplateDefinition(template);
            }
            for (RestDefinition rest : others(model.getRestDefinitions())) {
                model.getRestDefinitions().remove(rest);
            }
            removeEndpointsMadeWhileRunning();
        } catch (Exception e) {
            throw new ConfigurationException("the old routes cannot be removed: " + RouteError.inOneLine(e), e);
        }
    }

    static boolean isCalledByOthers(RouteDefinition route) {
        String entrance = RouteSteps.entrance(route);
        return entrance != null && entrance.startsWith("direct:");
    }

    /** An endpoint that a {@code toD} has made keeps the beans that it was made with. */
    private void removeEndpointsMadeWhileRunning() throws Exception {
        EndpointRegistry endpoints = context.getEndpointRegistry();
        for (Map.Entry<NormalizedEndpointUri, Endpoint> entry : List.copyOf(endpoints.entrySet())) {
            if (endpoints.isDynamic(entry.getKey().toString())) {
                context.removeEndpoint(entry.getValue());
            }
        }
    }

    private <T> List<T> others(List<T> parts) {
        List<T> others = new ArrayList<>(parts);
        others.removeIf(ownParts::contains);
        return others;
    }
}
