package io.webhookcourier.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** What is wrong with a route, in one line. */
public final class RouteError {

    private static final int LONGEST = 400;

    private RouteError() {}

    /** The innermost message, with the route's id where it is known. */
    public static String inOneLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = message.strip().replaceAll("\\s+", " ");
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        String route = routeOf(failure);
        return route == null ? cut : "route " + route + ": " + cut;
    }

    /** The file that the failing route came from, or null when that is not known. */
    public static String fileOf(Throwable failure, CamelContext context) {
        String id = routeOf(failure);
        if (id == null || context == null) {
            return null;
        }
        RouteDefinition route = ((ModelCamelContext) context).getRouteDefinition(id);
        return route == null || route.getResource() == null
                ? null
                : route.getResource().getLocation().replaceFirst("^file:", "");
    }

    private static String routeOf(Throwable failure) {
        String route = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException e) {
                route = e.getRouteId();
            } else if (cause instanceof FailedToStartRouteException e) {
                route = e.getRouteId();
            }
        }
        return route;
    }
}
