package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.routes.DeliveryRoutes;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Loads the route files as a start of the service would, and starts none of them. */
public final class RoutesTrial {

    private RoutesTrial() {}

    /**
     * @param workingFolder holds {@code routes/}
     * @return how many routes there are
     * @throws ConfigurationException naming the file that does not load, or the route that is missing
     */
    public static int count(LoadedSettings loaded, DataSource dataSource, Path workingFolder) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.setAutoStartup(false);
            RouteBeans.bindStandIns(context.getRegistry(), dataSource);
            PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
            properties.setLocation("file:" + workingFolder.resolve("application.properties") + ";optional=true");
            properties.setOverrideProperties(CamelProperties.of(loaded));
            context.start();
            DeliveryRoutes.from(
                            workingFolder.resolve("routes"),
                            loaded.settings().queue().providers(),
                            context,
                            Runnable::run,
                            () -> {})
                    .loadFirst();
            return context.getRoutesSize();
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the trial of the routes does not start", e);
        }
    }
}
