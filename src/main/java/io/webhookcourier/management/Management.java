package io.webhookcourier.management;

import io.webhookcourier.config.Secret;
import io.webhookcourier.config.Settings;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.web.TokenCheck;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
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

    private Management(QueueMBeans mbeans, Hawtio hawtio) {
        this.mbeans = mbeans;
        this.hawtio = hawtio;
    }

    /**
     * To be called once Camel's management server listens, where the settings say.
     *
     * @param token what callers of Hawtio and Jolokia must present, where one is set
     * @param operations those of a worker
     * @param clock the database's
     */
    public static Management start(
            CamelContext context,
            Settings settings,
            TokenCheck token,
            QueueView view,
            Operations operations,
            InstantSource clock) {
        context.getCamelContextExtension()
                .lazyAddContextPlugin(ModelToXMLDumper.class, () -> new RouteXml(new LwModelToXMLDumper()));
        Caller caller = new Caller();
        Queue queue = new Queue(view, new QueueActions(operations, clock, caller));
        QueueMBeans mbeans = new QueueMBeans(queue, view.worker());
        Hawtio hawtio =
                new Hawtio(token, settings.management().onLoopback(), caller, known -> mask(context, settings, known));
        VertxPlatformHttpRouter router =
                context.hasService(ManagementHttpServer.class).getRouter();
        hawtio.mount(router, router.vertx());
        MetricsFormats.acceptWithoutVersion(router);
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
