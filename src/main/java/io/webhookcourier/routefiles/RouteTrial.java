package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteError;
import io.webhookcourier.routemodel.RouteFile;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;

/**
 * Builds routes in a context of their own that never starts one of them, so that a mistake shows before anything that
 * runs is touched. Beans of the files are made, and closed again.
 */
public final class RouteTrial {

    private final CamelContext original;
    private final RequiredRoutes required;
    private final RouteLoader running;

    /** @param running what has loaded the routes that run */
    RouteTrial(CamelContext original, RequiredRoutes required, RouteLoader running) {
        this.original = original;
        this.required = required;
        this.running = running;
    }

    /** @throws ConfigurationException naming the file that does not load */
    public void run(List<RouteFile> files) {
        DefaultRegistry registry = new DefaultRegistry(new OwnBeans(original.getRegistry(), running.fileBeans()));
        try (DefaultCamelContext trial = new DefaultCamelContext(registry)) {
            trial.getCamelContextExtension().setName(original.getName() + "-trial");
            trial.setApplicationContextClassLoader(original.getApplicationContextClassLoader());
            trial.disableJMX();
            trial.setAutoStartup(false);
            // Has errors reported with file and line; only here, because it renames the loggers of routes.
            trial.setSourceLocationEnabled(true);
            PropertiesComponent keys = (PropertiesComponent) original.getPropertiesComponent();
            trial.setPropertiesComponent(RouteProperties.like(keys));
            trial.addLifecycleStrategy(new ComponentSettings(keys.loadProperties()));
            trial.start();
            RouteLoader loader = running.forTrialIn(trial, required);
            try {
                loader.replaceBy(files, running.ownEntrances());
                trial.getRoutes().forEach(this::refuseTakenByTheService);
            } finally {
                loader.remove();
            }
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException("the route files do not load: " + RouteError.inOneLine(e), e);
        }
    }

    private void refuseTakenByTheService(Route route) {
        if (running.ownRouteIds().contains(route.getRouteId())) {
            throw new ConfigurationException(RouteFile.nameOf(route.getSourceResource())
                    + " does not load: the route id " + route.getRouteId()
                    + " is already taken by a route of the service itself");
        }
    }
}
