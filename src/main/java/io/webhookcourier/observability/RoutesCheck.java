package io.webhookcourier.observability;

import io.webhookcourier.routes.RouteReloader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Alive: the routes that the service cannot do without exist and run, and the route files are what runs. */
public final class RoutesCheck extends AbstractHealthCheck {

    private static final List<String> NEEDED = List.of("claim-due-events", "deliver-event", "release-stale-locks");

    private final CamelContext context;
    private final RouteReloader routes;

    public RoutesCheck(CamelContext context, RouteReloader routes) {
        super("courier", "routes");
        this.context = context;
        this.routes = routes;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Set<String> missing = new TreeSet<>();
        for (String id : NEEDED) {
            Route route = context.getRoute(id);
            if (route == null
                    || !context.getRouteController().getRouteStatus(id).isStarted()) {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            builder.down().message("these routes do not run: " + String.join(", ", missing));
        } else if (routes.problem() != null) {
            builder.down().message("the old routes go on, because " + routes.problem());
        } else {
            builder.up();
        }
    }
}
