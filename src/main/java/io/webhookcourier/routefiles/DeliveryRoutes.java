package io.webhookcourier.routefiles;

import io.webhookcourier.routefiles.RouteReloader.Standstill;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Puts the users' route files to work in a Camel context. */
public final class DeliveryRoutes {

    private DeliveryRoutes() {}

    /**
     * To be called when all beans and routes of the service are there: what is there then cannot be replaced by files.
     *
     * @param folder where the route files are
     * @param providers whose rows are delivered; each needs a route
     * @param ownPaths what the paths belong to that the service answers itself; one that ends in {@code /*} is itself
     *     and everything below it
     * @param onReload called after the routes were exchanged
     */
    public static RouteReloader from(
            Path folder,
            List<String> providers,
            CamelContext context,
            Map<String, String> ownPaths,
            Standstill standstill,
            Runnable onReload) {
        RequiredRoutes required = new RequiredRoutes(providers);
        RouteLoader loader = new RouteLoader(context, required, new OwnPaths(ownPaths));
        return new RouteReloader(
                new RouteFiles(folder), loader, new RouteTrial(context, required, loader), standstill, onReload);
    }
}
