package io.webhookcourier.routemodel;

import io.webhookcourier.signing.SignRequest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Whether the routes of a provider sign what they post. Read from the definitions, so only to be asked where a failure
 * has to be judged by it.
 */
public final class SigningRoutes {

    private static final String SIGNING_STEP = "signRequest";

    private SigningRoutes() {}

    /** By the key that the exchange brings, or by a signing step in a route that the provider's calls. */
    public static boolean sign(Exchange exchange, String provider) {
        return exchange.getProperty(SignRequest.KEY_PROPERTY) != null || sign(exchange.getContext(), provider);
    }

    private static boolean sign(CamelContext context, String provider) {
        Collection<RouteDefinition> all =
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
        Deque<RouteDefinition> toLookAt = new ArrayDeque<>();
        all.stream()
                .filter(route -> ProviderRoutes.delivers(route.getRouteId(), provider))
                .forEach(toLookAt::add);
        Set<RouteDefinition> seen = new HashSet<>(toLookAt);
        while (!toLookAt.isEmpty()) {
            RouteDefinition route = toLookAt.remove();
            if (RouteSteps.of(route).anyMatch(SigningRoutes::signs)) {
                return true;
            }
            Set<String> called = DirectTargets.calledBy(context, route);
            all.stream()
                    .filter(other -> isCalled(context, other, called))
                    .filter(seen::add)
                    .forEach(toLookAt::add);
        }
        return false;
    }

    /** Timers, for example, begin from no {@code direct:} name. */
    private static boolean isCalled(CamelContext context, RouteDefinition route, Set<String> called) {
        String entrance = DirectTargets.entranceOf(context, route);
        return entrance != null && called.contains(entrance);
    }

    private static boolean signs(Object step) {
        return step instanceof ProcessDefinition process && SIGNING_STEP.equals(process.getRef());
    }
}
