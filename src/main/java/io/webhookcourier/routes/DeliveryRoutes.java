package io.webhookcourier.routes;

import io.webhookcourier.routes.RouteReloader.Standstill;
import java.nio.file.Path;
import org.apache.camel.CamelContext;

/** Puts the users' route files to work in a Camel context. */
public final class DeliveryRoutes {

    private DeliveryRoutes() {}

    /**
     * @param folder where the route files are
     * @param onReload called after the routes were exchanged
     */
    public static RouteReloader from(Path folder, CamelContext context, Standstill standstill, Runnable onReload) {
        return new RouteReloader(
                new RouteFiles(folder), new RouteLoader(context), new RouteTrial(context), standstill, onReload);
    }
}
