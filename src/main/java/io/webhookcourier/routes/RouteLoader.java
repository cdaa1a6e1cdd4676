package io.webhookcourier.routes;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routes.RouteFiles.RouteFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;

/**
 * Puts route files into a Camel context, all of them together: a changed error handling reaches a route only when the
 * route is built anew, so they are never loaded one by one.
 */
final class RouteLoader {

    private final ModelCamelContext context;
    private final RoutesLoader loader;
    private final RequiredRoutes required;
    private Set<String> loadedIds = Set.of();

    RouteLoader(CamelContext context, RequiredRoutes required) {
        this.context = (ModelCamelContext) context;
        this.required = required;
        this.loader = PluginHelper.getRoutesLoader(context);
    }

    /**
     * Replaces all routes and route configurations that came from files by those of the given files.
     *
     * @throws ConfigurationException naming the file; what has been loaded so far stays as it is
     */
    void replaceBy(List<RouteFile> files) {
        Map<RouteFile, List<RoutesBuilder>> builders = parse(files);
        removeLoaded();
        Map<String, String> fileOfRoute = new LinkedHashMap<>();
        for (Map.Entry<RouteFile, List<RoutesBuilder>> entry : builders.entrySet()) {
            for (RoutesBuilder builder : entry.getValue()) {
                onFile(entry.getKey(), () -> addConfigurations(builder));
            }
        }
        for (Map.Entry<RouteFile, List<RoutesBuilder>> entry : builders.entrySet()) {
            for (RoutesBuilder builder : entry.getValue()) {
                onFile(entry.getKey(), () -> addRoutes(builder, entry.getKey(), fileOfRoute));
            }
        }
        required.requireIn(loadedIds);
    }

    private Map<RouteFile, List<RoutesBuilder>> parse(List<RouteFile> files) {
        Map<RouteFile, List<RoutesBuilder>> builders = new LinkedHashMap<>();
        for (RouteFile file : files) {
            onFile(
                    file,
                    () -> builders.put(file, new ArrayList<>(loader.findRoutesBuilders(List.of(file.resource())))));
        }
        return builders;
    }

    private void addConfigurations(RoutesBuilder builder) throws Exception {
        if (builder instanceof RouteConfigurationsBuilder configurations) {
            configurations.addRouteConfigurationsToCamelContext(context);
        }
    }

    private void addRoutes(RoutesBuilder builder, RouteFile file, Map<String, String> fileOfRoute) throws Exception {
        Map<String, RouteDefinition> before = routes();
        // Recorded even when adding fails halfway, so that the next replacement removes what is there.
        try {
            builder.addRoutesToCamelContext(context);
        } finally {
            Set<String> added = new HashSet<>(routes().keySet());
            added.removeAll(before.keySet());
            added.forEach(id -> fileOfRoute.put(id, file.name()));
            loadedIds = Set.copyOf(fileOfRoute.keySet());
        }
        refuseReplaced(before, file, fileOfRoute);
    }

    /** Camel lets the later of two routes with the same id take the other's place without a word. */
    private void refuseReplaced(Map<String, RouteDefinition> before, RouteFile file, Map<String, String> fileOfRoute) {
        Map<String, RouteDefinition> now = routes();
        before.forEach((id, route) -> {
            if (now.get(id) != route) {
                throw new ConfigurationException(file.name() + " does not load: the route id " + id
                        + " is already taken by " + fileOfRoute.getOrDefault(id, "a route of the service itself"));
            }
        });
    }

    private Map<String, RouteDefinition> routes() {
        Map<String, RouteDefinition> routes = new HashMap<>();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            routes.put(route.getRouteId(), route);
        }
        return routes;
    }

    private void removeLoaded() {
        try {
            for (String id : loadedIds) {
                RouteDefinition route = context.getRouteDefinition(id);
                if (route != null) {
                    context.removeRouteDefinition(route);
                }
            }
            Model model = context;
            for (RouteConfigurationDefinition configuration : List.copyOf(model.getRouteConfigurationDefinitions())) {
                model.removeRouteConfiguration(configuration);
            }
        } catch (Exception e) {
            throw new ConfigurationException("the old routes cannot be removed: " + RouteError.inOneLine(e), e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void onFile(RouteFile file, Step step) {
        try {
            step.run();
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException(file.name() + " does not load: " + RouteError.inOneLine(e), e);
        }
    }
}
