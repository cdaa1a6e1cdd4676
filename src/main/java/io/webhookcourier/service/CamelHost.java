package io.webhookcourier.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
import io.webhookcourier.logging.ExchangeText;
import io.webhookcourier.tracing.Tracing;
import io.webhookcourier.web.HttpServers;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** Camel's context and its HTTP servers, before there is any route: what the rest of the service is built upon. */
final class CamelHost implements Part {

    private static final int BACKGROUND_ROUTES_SECONDS = 1;

    private final CourierMain main;
    private final HttpServers httpServers;
    private final Tracing tracing;

    private CamelHost(CourierMain main, HttpServers httpServers, Tracing tracing) {
        this.main = main;
        this.httpServers = httpServers;
        this.tracing = tracing;
    }

    /** Makes the context and has {@code courier.http.port} listen; no route runs yet. */
    static CamelHost open(LoadedSettings loaded, Path workingFolder, MeterRegistry registry, DataSource dataSource) {
        CourierMain main = new CourierMain(CamelProperties.ofRoutes(workingFolder));
        HttpServers httpServers = new HttpServers();
        try {
            main.setOverrideProperties(CamelProperties.of(loaded));
            // The service has a shutdown hook of its own, which stops the parts in their order.
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.bind("metricsRegistry", registry);
            main.bind(RouteBeans.DATA_SOURCE, dataSource);
            main.bind("vertx", httpServers.vertx());
            main.init();
            CamelContext context = main.getCamelContext();
            // Before anything that takes time: of two services that are started together one must get both ports.
            ListeningPort.requireHttpFree(loaded.settings());
            Listening.http(context, loaded.settings());
            ExchangeText.useIn(context);
            return new CamelHost(main, httpServers, tracing(context, loaded.settings()));
        } catch (RuntimeException e) {
            main.stop();
            httpServers.close();
            throw e instanceof ConfigurationException ? e : StartFailure.of(e, main.getCamelContext());
        }
    }

    /** Null when nothing is traced. */
    private static Tracing tracing(CamelContext context, Settings settings) {
        return settings.tracing().endpoint() == null
                ? null
                : Tracing.start(context, settings.tracing(), settings.instanceId());
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    void startRoutes() {
        main.start();
    }

    /** Stops Camel with all its routes. */
    void stopRoutes() {
        // Deliveries have ended by now; what may be left is a background route that waits for a database that is away.
        context().getShutdownStrategy().setTimeout(BACKGROUND_ROUTES_SECONDS);
        main.stop();
    }

    @Override
    public void stop(StopTime time) {
        // Stopped with its routes before; here, when the start failed before they ran.
        if (main.getStatus() != ServiceStatus.Stopped) {
            stopRoutes();
        }
        httpServers.close();
        if (tracing != null) {
            tracing.close();
        }
    }
}
