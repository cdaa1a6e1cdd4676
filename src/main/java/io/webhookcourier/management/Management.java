package io.webhookcourier.management;

import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import io.webhookcourier.metrics.CourierMetrics;
import io.webhookcourier.metrics.QueueFigures;
import io.webhookcourier.operations.Pauses;
import io.webhookcourier.operations.Replay;
import io.webhookcourier.operations.ReplaySet;
import io.webhookcourier.operations.StaleRelease;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.xml.LwModelToXMLDumper;

/** The MBean of the queue, and Hawtio with Jolokia for all MBeans (contract, section 10). */
public final class Management implements AutoCloseable {

    private final QueueMBeans mbeans;
    private final Hawtio hawtio;

    /**
     * What the MBean of the queue shows.
     *
     * @param worker this worker's name
     * @param routesProblem what is wrong with the route files, or null
     */
    public record Shown(
            String worker,
            QueueFigures figures,
            CourierMetrics metrics,
            IntSupplier inFlight,
            Supplier<String> routesProblem) {}

    /**
     * What does the work of its operations.
     *
     * @param clock the database's
     */
    public record Doers(
            Pauses pauses, Replay replay, ReplaySet replaySet, StaleRelease staleRelease, InstantSource clock) {}

    private Management(QueueMBeans mbeans, Hawtio hawtio) {
        this.mbeans = mbeans;
        this.hawtio = hawtio;
    }

    /** To be called once Camel's management server listens, where the settings say. */
    public static Management start(CamelContext context, Settings settings, Shown shown, Doers doers) {
        context.getCamelContextExtension()
                .lazyAddContextPlugin(ModelToXMLDumper.class, () -> new RouteXml(new LwModelToXMLDumper()));
        Caller caller = new Caller();
        Queue queue = new Queue(shown, new QueueActions(doers, caller));
        QueueMBeans mbeans = new QueueMBeans(queue, shown.worker());
        Hawtio hawtio = new Hawtio(
                settings.http(), settings.management().onLoopback(), caller, known -> mask(context, settings, known));
        VertxPlatformHttpRouter router =
                context.hasService(ManagementHttpServer.class).getRouter();
        hawtio.mount(router, router.vertx());
        return new Management(mbeans, hawtio);
    }

    private static JolokiaMask mask(CamelContext context, Settings settings, boolean callersAreKnown) {
        Map<String, String> placeholders = new HashMap<>();
        Properties loaded = context.getPropertiesComponent().loadProperties();
        // Camel's properties know their order, and nothing of forEach.
        loaded.stringPropertyNames().forEach(key -> placeholders.put(key, loaded.getProperty(key)));
        return new JolokiaMask(
                placeholders,
                key -> key.startsWith("courier.") || key.startsWith("camel."),
                secrets(settings),
                callersAreKnown);
    }

    private static List<String> secrets(Settings settings) {
        return Stream.of(
                        settings.http().token(),
                        settings.http().readToken(),
                        settings.database().password(),
                        settings.tls().truststorePassword())
                .filter(Objects::nonNull)
                .map(Secret::reveal)
                .toList();
    }

    @Override
    public void close() {
        hawtio.close();
        mbeans.close();
    }
}
