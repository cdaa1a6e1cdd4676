package io.webhookcourier.management;

import io.webhookcourier.config.Settings;
import io.webhookcourier.observability.CourierMetrics;
import io.webhookcourier.observability.QueueFigures;
import io.webhookcourier.operations.Pauses;
import io.webhookcourier.operations.Replay;
import io.webhookcourier.operations.ReplaySet;
import io.webhookcourier.operations.StaleRelease;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
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
        Hawtio hawtio =
                new Hawtio(settings.http().token(), settings.management().onLoopback(), caller);
        hawtio.mount(context.hasService(ManagementHttpServer.class).getRouter());
        return new Management(mbeans, hawtio);
    }

    @Override
    public void close() {
        hawtio.close();
        mbeans.close();
    }
}
