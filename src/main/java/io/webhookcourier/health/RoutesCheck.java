package io.webhookcourier.health;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
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

    private static final String PROVIDER_PREFIX = "deliver-";

    private final CamelContext context;
    private final List<String> providers;
    private final Supplier<String> problem;
    private final BooleanSupplier exchanging;

    /**
     * @param providers whose rows are delivered, each by its route
     * @param problem what is wrong with the route files, or null when they are what runs
     * @param exchanging whether a reload is exchanging the routes; those that do not run then run again in a moment
     */
    public RoutesCheck(
            CamelContext context, List<String> providers, Supplier<String> problem, BooleanSupplier exchanging) {
        super("courier", "routes");
        this.context = context;
        this.providers = providers;
        this.problem = problem;
        this.exchanging = exchanging;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        boolean beganExchanging = exchanging.getAsBoolean();
        Set<String> missing = new TreeSet<>(NEEDED);
        providers.forEach(provider -> missing.add(PROVIDER_PREFIX + provider));
        for (Route route : context.getRoutes()) {
            ServiceStatus status = context.getRouteController().getRouteStatus(route.getRouteId());
            if (status != null && status.isStarted()) {
                // The route of a provider may be written in upper or lower case.
                missing.removeIf(route.getRouteId()::equalsIgnoreCase);
            }
        }
        if (!missing.isEmpty() && !beganExchanging && !exchanging.getAsBoolean()) {
            builder.down().message("these routes do not run: " + String.join(", ", missing));
        } else if (problem.get() != null && options.get(CHECK_KIND) != Kind.LIVENESS) {
            builder.down().message("still running the previous routes: " + problem.get());
        } else {
            builder.up();
        }
    }
}
