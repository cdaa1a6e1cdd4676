package io.webhookcourier.routes;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/** What is wrong with a route, in one line. */
final class RouteError {

    private static final int LONGEST = 400;

    private RouteError() {}

    static String inOneLine(Throwable failure) {
        String route = null;
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof FailedToCreateRouteException e) {
                route = e.getRouteId();
            } else if (cause instanceof FailedToStartRouteException e) {
                route = e.getRouteId();
            }
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = message.strip().replaceAll("\\s+", " ");
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return route == null ? cut : "route " + route + ": " + cut;
    }
}
