package io.webhookcourier.routes;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routes.RouteFiles.RouteFile;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;

/**
 * Builds routes in a context of their own that never starts one of them, so that a mistake shows before anything that
 * runs is touched.
 */
final class RouteTrial {

    private final CamelContext original;
    private final RequiredRoutes required;

    RouteTrial(CamelContext original, RequiredRoutes required) {
        this.original = original;
        this.required = required;
    }

    /** @throws ConfigurationException naming the file that does not load */
    void run(List<RouteFile> files) {
        try (DefaultCamelContext trial = new DefaultCamelContext(new DefaultRegistry(original.getRegistry()))) {
            trial.getCamelContextExtension().setName(original.getName() + "-trial");
            trial.disableJMX();
            trial.setAutoStartup(false);
            trial.getPropertiesComponent()
                    .setInitialProperties(original.getPropertiesComponent().loadProperties());
            trial.start();
            new RouteLoader(trial, required).replaceBy(files);
            trial.getRoutes().forEach(this::refuseTakenByTheService);
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException("the route files do not load: " + RouteError.inOneLine(e), e);
        }
    }

    private void refuseTakenByTheService(Route route) {
        Route running = original.getRoute(route.getRouteId());
        if (running != null && running.getSourceResource() == null) {
            throw new ConfigurationException("the route id " + route.getRouteId() + " in "
                    + route.getSourceResource().getLocation().replaceFirst("^file:", "")
                    + " is already taken by a route of the service itself");
        }
    }
}
