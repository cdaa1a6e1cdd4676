package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.routefiles.DeliveryRoutes;
import io.webhookcourier.routefiles.RouteReloader;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Loads the route files as a start of the service would, and starts none of them. */
public final class RoutesTrial {

    /**
     * What a start would load.
     *
     * @param count of routes
     * @param replacements a sentence on each file that replaces a shipped one and differs from it
     */
    public record Loaded(int count, List<String> replacements) {}

    private RoutesTrial() {}

    /**
     * @param workingFolder holds {@code routes/}, if there are routes of one's own
     * @throws ConfigurationException naming the file that does not load, or the route that is missing
     */
    public static Loaded run(LoadedSettings loaded, DataSource dataSource, Path workingFolder) {
        Main main = new CourierMain(CamelProperties.ofRoutes(workingFolder));
        try {
            main.setOverrideProperties(CamelProperties.ofTrial(loaded));
            main.bind(RouteBeans.DATA_SOURCE, dataSource);
            main.init();
            CamelContext context = main.getCamelContext();
            context.setSourceLocationEnabled(true);
            RouteBeans.bindStandIns(context.getRegistry(), dataSource);
            context.addRoutes(callable());
            context.start();
            int own = context.getRoutesSize();
            RouteReloader reloader = DeliveryRoutes.from(
                    workingFolder.resolve("routes"),
                    loaded.settings().queue().providers(),
                    context,
                    OwnHttpPaths.of(loaded.settings()),
                    Runnable::run,
                    () -> {});
            reloader.loadFirst();
            return new Loaded(context.getRoutesSize() - own, reloader.replacements());
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw StartFailure.of(e, main.getCamelContext());
        } finally {
            main.stop();
        }
    }

    /** The route of the service that files may call. */
    private static RouteBuilder callable() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:release-stale-locks")
                        .routeId("release-stale-locks")
                        .stop();
            }
        };
    }
}
