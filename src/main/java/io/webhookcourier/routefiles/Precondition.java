package io.webhookcourier.routefiles;

import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/** The {@code precondition} of a route: Camel leaves the route out where it does not hold. */
final class Precondition {

    private Precondition() {}

    /** True also for a route that has none. */
    static boolean holds(RouteDefinition route, CamelContext context) {
        String written = context.resolvePropertyPlaceholders(route.getPrecondition());
        if (written == null || written.isBlank()) {
            return true;
        }
        Predicate condition = context.resolveLanguage("simple").createPredicate(written);
        condition.initPredicate(context);
        return condition.matches(new DefaultExchange(context));
    }
}
