package io.webhookcourier.service;

import io.vertx.core.net.impl.TCPServerBase;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.ListenAddress;
import io.webhookcourier.config.Settings;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.support.service.ServiceHelper;

/** Where Camel's HTTP servers really listen: a port of 0 takes any free one, and both at 0 share one server. */
final class Listening {

    private Listening() {}

    /** Starts the server, which Camel would do later: its port must be known before the egress guard is made. */
    static ListenAddress http(CamelContext context, Settings settings) {
        ServiceHelper.startService(context.hasService(MainHttpServer.class));
        int port = port(
                context,
                VertxPlatformHttpRouter::isMainServer,
                "courier.http",
                settings.http().host());
        return ListenAddress.of("courier.http.host", settings.http().host(), port);
    }

    /** Known once Camel has started. */
    static ListenAddress management(CamelContext context, Settings settings) {
        int port = port(
                context,
                router -> router.isManagementServer() || settings.management().port() == 0,
                "courier.management",
                settings.management().host());
        return ListenAddress.of("courier.management.host", settings.management().host(), port);
    }

    /** The server of {@code courier.http.port}, started. */
    static VertxPlatformHttpRouter httpRouter(CamelContext context) {
        return router(context, VertxPlatformHttpRouter::isMainServer);
    }

    /**
     * Camel's server only logs that it could not listen, say because the port was taken since it was tried.
     *
     * @throws ConfigurationException then
     */
    private static int port(
            CamelContext context, Predicate<VertxPlatformHttpRouter> wanted, String prefix, String host) {
        VertxPlatformHttpServer server = router(context, wanted).getServer();
        if (server.getServer() instanceof TCPServerBase listener && !listener.isListening()) {
            throw ListeningPort.taken(
                    prefix, host, server.getPort(), "taken by another process since this start began");
        }
        return server.getPort();
    }

    private static VertxPlatformHttpRouter router(CamelContext context, Predicate<VertxPlatformHttpRouter> wanted) {
        return context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Camel has started no such HTTP server"));
    }
}
