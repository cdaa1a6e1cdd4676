package io.webhookcourier.routes;

import io.webhookcourier.routes.RouteReloader.Standstill;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;

/** Puts the users' route files to work in a Camel context. */
public final class DeliveryRoutes {

    private DeliveryRoutes() {}

    /**
     * @param folder where the route files are
     * @param providers whose rows are delivered; each needs a route
     * @param placeholders what {@code {{…}}} stands for in them
     * @param onReload called after the routes were exchanged
     */
    public static RouteReloader from(
            Path folder,
            List<String> providers,
            CamelContext context,
            Properties placeholders,
            Standstill standstill,
            Runnable onReload) {
        RequiredRoutes required = new RequiredRoutes(providers);
        return new RouteReloader(
                new RouteFiles(folder),
                new RouteLoader(context, required),
                new RouteTrial(context, required, placeholders),
                standstill,
                onReload);
    }
}
