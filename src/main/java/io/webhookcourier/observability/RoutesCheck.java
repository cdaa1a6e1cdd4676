package io.webhookcourier.observability;

import io.webhookcourier.routes.RouteReloader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Alive: the routes that the service cannot do without exist and run. Ready, too, when the route files are what runs. A
 * broken edit does not count against liveness: who restarts the service for it would end one that works, and start one
 * that does not.
 */
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
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Set<String> missing = new TreeSet<>();
        for (String id : NEEDED) {
            ServiceStatus status = context.getRouteController().getRouteStatus(id);
            if (status == null || !status.isStarted()) {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            builder.down().message("these routes do not run: " + String.join(", ", missing));
        } else if (routes.problem() != null && options.get(CHECK_KIND) != Kind.LIVENESS) {
            builder.down().message("the old routes go on, because " + routes.problem());
        } else {
            builder.up();
        }
    }
}
