package io.webhookcourier.routemodel;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * The place because of which a route could not be built. It may be in another file than the route: error handling
 * becomes part of each route that it applies to.
 *
 * @param line -1 where it is not known
 */
record Culprit(String file, int line) {

    private static final Pattern STEP = Pattern.compile("at: >>> (.+?) <<< in route: ", Pattern.DOTALL);

    /** Null when it is not known. */
    static Culprit of(Throwable failure, CamelContext context) {
        String routeId = RouteError.routeOf(failure);
        if (routeId == null || context == null) {
            return null;
        }
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        RouteDefinition route = model.getRouteDefinition(routeId);
        if (route == null) {
            return null;
        }
        String step = stepOf(failure);
        for (RouteConfigurationDefinition configuration : model.getRouteConfigurationDefinitions()) {
            ProcessorDefinition<?> found = find(RouteSteps.of(configuration).toList(), step);
            if (found != null && configuration.getResource() != null && find(ownStepsOf(route), step) == null) {
                return new Culprit(RouteFile.nameOf(configuration.getResource()), found.getLineNumber());
            }
        }
        ProcessorDefinition<?> found = find(ownStepsOf(route), step);
        String file = RouteFile.nameOf(route.getResource());
        return file == null ? null : new Culprit(file, found == null ? -1 : found.getLineNumber());
    }

    private static List<ProcessorDefinition<?>> ownStepsOf(RouteDefinition route) {
        return RouteSteps.within(route.getOutputs().stream()
                        .filter(step -> !step.isAbstract())
                        .toList())
                .toList();
    }

    private static ProcessorDefinition<?> find(List<ProcessorDefinition<?>> steps, String label) {
        return steps.stream()
                .filter(step -> step.toString().equalsIgnoreCase(label))
                .findFirst()
                .orElse(null);
    }

    private static String stepOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher step = STEP.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof FailedToCreateRouteException && step.find()) {
                return step.group(1);
            }
        }
        return null;
    }
}
