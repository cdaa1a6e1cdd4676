package io.webhookcourier.routefiles;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * The two routes that look up CRM settings, of one workspace and of several. Users may replace either. While only the
 * former is replaced, the latter would give other settings, so it is not used.
 */
final class SettingsLookUps {

    static final String ONE = "look-up-crm-settings";
    static final String BATCH = "look-up-crm-settings-batch";

    private static final String OF_THE_SERVICE = "dataSource=#dataSource";

    /** Those that the routes have as they are shipped now, and as they were. */
    private static final Set<String> SHIPPED_PARAMETERS =
            Set.of(OF_THE_SERVICE, "outputType=SelectOne", "parametersCount=1");

    private SettingsLookUps() {}

    /** Whether the route for several workspaces may be used. */
    static boolean belongTogether(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        RouteDefinition batch = model.getRouteDefinition(BATCH);
        return batch != null && (isShipped(model.getRouteDefinition(ONE)) || !isShipped(batch));
    }

    /** Whether it reads the application's table as the shipped route does, by one step; ids and texts do not count. */
    private static boolean isShipped(RouteDefinition route) {
        if (route == null) {
            return false;
        }
        List<ProcessorDefinition<?>> steps =
                route.getOutputs().stream().filter(step -> !step.isAbstract()).toList();
        return steps.size() == 1
                && steps.get(0) instanceof ToDefinition to
                && to.getUri() != null
                && isShipped(route.getRouteId(), to.getUri());
    }

    private static boolean isShipped(String routeId, String uri) {
        String[] parts = uri.split("\\?", 2);
        return parts.length == 2
                && parts[0].equals("sql:classpath:sql/" + routeId + ".sql")
                && Stream.of(parts[1].split("&")).allMatch(SHIPPED_PARAMETERS::contains)
                && parts[1].contains(OF_THE_SERVICE);
    }
}
