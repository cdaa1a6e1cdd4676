package io.webhookcourier.routemodel;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.text.NearestName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * Refuses a step that calls a {@code direct:} name from which no route begins. Camel notices only when the first event
 * comes by.
 */
public final class DirectTargets {

    private static final String SCHEME = "direct:";

    private final CamelContext context;
    private final Collection<String> others;

    /** @param others names from which routes outside of this context begin */
    public DirectTargets(CamelContext context, Collection<String> others) {
        this.context = context;
        this.others = others;
    }

    /**
     * @throws ConfigurationException naming the first step that calls nothing, and the name that was meant perhaps; or two
     *     routes that begin with one name
     */
    public void requireAll() {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        requireOneRouteEach(model.getRouteDefinitions());
        Set<String> entrances = entrancesOf(context, model.getRouteDefinitions());
        entrances.addAll(others);
        for (RouteSteps.Call call : RouteSteps.calls(context)) {
            String name = name(call.uri(), context);
            if (name != null && !entrances.contains(name)) {
                throw new ConfigurationException((call.file() == null ? "the route files do" : call.file() + " does")
                        + " not load: step " + call.step() + " of " + call.where() + " calls direct:" + name
                        + ", but " + reason(name, model.getRouteDefinitions(), entrances));
            }
        }
    }

    /** Camel notices when it starts the second one, after the running routes have been removed. */
    private void requireOneRouteEach(Collection<RouteDefinition> routes) {
        Map<String, String> begun = new HashMap<>();
        others.forEach(name -> begun.put(name, "a route of the service itself"));
        for (RouteDefinition route : routes) {
            String name = entranceOf(context, route);
            String other = name == null || !RouteSteps.starts(context, route)
                    ? null
                    : begun.putIfAbsent(name, "route " + route.getRouteId());
            if (other != null) {
                throw new ConfigurationException(RouteFile.nameOf(route.getResource()) + " does not load: route "
                        + route.getRouteId() + " begins with direct:" + name + ", and " + other + " does already");
            }
        }
    }

    private String reason(String name, Collection<RouteDefinition> routes, Set<String> entrances) {
        return routes.stream()
                .filter(route -> name.equals(entranceOf(context, route)))
                .findFirst()
                .map(route -> "route " + route.getRouteId() + ", which begins with it, has autoStartup false")
                .orElseGet(
                        () -> "no route begins with it; the nearest name is direct:" + NearestName.to(name, entrances));
    }

    /** The {@code direct:} names from which routes begin that start. */
    public static Set<String> entrancesOf(CamelContext context, Collection<RouteDefinition> routes) {
        Set<String> names = new TreeSet<>();
        for (RouteDefinition route : routes) {
            String name = entranceOf(context, route);
            if (name != null && RouteSteps.starts(context, route)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The {@code direct:} name from which the route begins, or null. */
    static String entranceOf(CamelContext context, RouteDefinition route) {
        return name(RouteSteps.entrance(route), context);
    }

    /** The {@code direct:} names that the route's steps call. */
    static Set<String> calledBy(CamelContext context, RouteDefinition route) {
        Set<String> names = new TreeSet<>();
        for (RouteSteps.Call call : RouteSteps.calls(route)) {
            String name = name(call.uri(), context);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** The name behind {@code direct:}; null where it is of another component, computed, or said to be optional. */
    private static String name(String written, CamelContext context) {
        if (written == null) {
            return null;
        }
        String uri;
        try {
            uri = context.resolvePropertyPlaceholders(written);
        } catch (IllegalArgumentException templateParameter) {
            return null;
        }
        if (uri == null || !uri.strip().startsWith(SCHEME) || uri.contains("${") || uri.contains("$simple{")) {
            return null;
        }
        String name = uri.strip().substring(SCHEME.length()).replaceFirst("^//", "");
        int options = name.indexOf('?');
        boolean optional = options >= 0 && (name.contains("failIfNoConsumers=false") || name.contains("block=true"));
        return optional ? null : options < 0 ? name : name.substring(0, options);
    }
}
