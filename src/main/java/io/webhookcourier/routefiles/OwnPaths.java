package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import io.webhookcourier.routemodel.RouteSteps;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Refuses a route that would answer at a path of the service itself. The service's own answer comes first there, so the
 * route would start and never be called.
 */
final class OwnPaths {

    private static final Pattern PLATFORM_HTTP = Pattern.compile("platform-http:/*([^?]*)(?:\\?(.*))?");
    private static final Pattern REST = Pattern.compile("rest:[a-zA-Z]+:/*([^?:]*)(?::/*([^?:]*))?(?:\\?.*)?");
    private static final Pattern ALL_BELOW = Pattern.compile("(^|&)matchOnUriPrefix=true(&|$)");

    private final Map<String, String> owners;

    /** @param owners what each path belongs to; one that ends in {@code /*} is itself and everything below it */
    OwnPaths(Map<String, String> owners) {
        this.owners = Map.copyOf(owners);
    }

    /** @throws ConfigurationException naming the first of the routes that would answer at such a path */
    void requireFree(Collection<RouteDefinition> routes, CamelContext context) {
        for (RouteDefinition route : routes) {
            String path = RouteSteps.starts(context, route) ? pathOf(RouteSteps.entrance(route), context) : null;
            String owner = path == null ? null : ownerOf(path);
            if (owner != null) {
                throw new ConfigurationException(RouteFile.nameOf(route.getResource()) + " does not load: route "
                        + route.getRouteId() + " would never be called, because " + path + " is a path of " + owner
                        + "; choose another path");
            }
        }
    }

    private String ownerOf(String path) {
        return owners.entrySet().stream()
                .filter(own -> includes(own.getKey(), path))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static boolean includes(String own, String path) {
        if (!own.endsWith("/*")) {
            return path.equals(own);
        }
        String top = own.substring(0, own.length() - 2);
        return path.equals(top) || path.startsWith(top + "/");
    }

    /** Null where the route does not answer HTTP requests, and where it answers what others leave. */
    private static String pathOf(String written, CamelContext context) {
        String uri;
        try {
            uri = written == null
                    ? ""
                    : context.resolvePropertyPlaceholders(written).strip();
        } catch (IllegalArgumentException unknownProperty) {
            // Camel says so when it builds the route.
            return null;
        }
        Matcher http = PLATFORM_HTTP.matcher(uri);
        if (http.matches()) {
            String path = normal(http.group(1));
            boolean leftovers = path.equals("/")
                    && http.group(2) != null
                    && ALL_BELOW.matcher(http.group(2)).find();
            return leftovers ? null : path;
        }
        Matcher rest = REST.matcher(uri);
        return rest.matches() ? normal(rest.group(1) + "/" + (rest.group(2) == null ? "" : rest.group(2))) : null;
    }

    private static String normal(String path) {
        return ("/" + path).replaceAll("/+", "/").replaceFirst("(?<=.)/$", "");
    }
}
