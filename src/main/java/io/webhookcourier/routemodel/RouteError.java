package io.webhookcourier.routemodel;

import io.webhookcourier.text.OneLine;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.ObjectHelper;

/** What is wrong with a route, in one line. */
public final class RouteError {

    private static final int LONGEST = 400;

    private RouteError() {}

    /** The innermost message without values of options, with the route's id where it is known. */
    public static String inOneLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
            message = "there is no class " + message.replace('/', '.')
                    + ": check its name, or put the jar that has it into ext/ and restart";
        }
        PropertyBindingException option = ObjectHelper.getException(PropertyBindingException.class, failure);
        message = option == null ? UnknownOption.withoutValues(message) : UnknownOption.inWords(option);
        String said = OneLine.of(message);
        String missing = MissingArtifact.sentence(said);
        String line = missing == null ? said : missing;
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        String route = routeOf(failure);
        return route == null ? cut : "route " + route + ": " + cut;
    }

    /** A sentence that names the file with the mistake, and the line where that is known; null where the file is not. */
    public static String inFile(Throwable failure, CamelContext context) {
        Culprit culprit = Culprit.of(failure, context);
        if (culprit == null) {
            return null;
        }
        String line = culprit.line() > 0 ? " (line " + culprit.line() + ")" : "";
        return culprit.file() + " does not load: " + inOneLine(failure) + line;
    }

    /** The id of the route that could not be made or started, or null. */
    static String routeOf(Throwable failure) {
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
