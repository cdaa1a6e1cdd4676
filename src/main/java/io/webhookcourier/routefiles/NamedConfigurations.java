package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import io.webhookcourier.text.NearestName;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/** The route configurations that routes name. Camel ignores an unknown name, and the route then handles no failure. */
final class NamedConfigurations {

    private NamedConfigurations() {}

    /** @throws ConfigurationException naming the first route that refers to an unknown one */
    static void requireFor(Iterable<RouteDefinition> routes, CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Set<String> known = model.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (RouteDefinition route : routes) {
            String names = route.getRouteConfigurationId() == null ? "" : route.getRouteConfigurationId();
            for (String name : names.split(",")) {
                if (!name.equals(name.strip())) {
                    throw new ConfigurationException(RouteFile.nameOf(route.getResource()) + " does not load: route "
                            + route.getRouteId() + " names the routeConfigurations \"" + names
                            + "\"; separate them by a comma alone, without a space");
                }
                // A name may be a pattern.
                if (name.matches("[\\w-]+") && !known.contains(name)) {
                    throw new ConfigurationException(RouteFile.nameOf(route.getResource()) + " does not load: route "
                            + route.getRouteId() + " names the routeConfiguration " + name + ", "
                            + reason(name, known));
                }
            }
        }
    }

    private static String reason(String name, Set<String> known) {
        if (name.equals(RequiredRoutes.HANDLING)) {
            return "which applies to every route that names none: leave routeConfigurationId out";
        }
        return "which no file has" + (known.isEmpty() ? "" : "; the nearest is " + NearestName.to(name, known));
    }
}
