package io.webhookcourier.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.webhookcourier.config.Settings;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Spans of deliveries through Camel's OpenTelemetry component, sent to a collector in batches beside the deliveries; with
 * them leaves the header {@code traceparent}. A collector that is away or slow costs spans, never deliveries.
 *
 * <p>None of OpenTelemetry's classes is loaded until this one is used.
 */
public final class Tracing implements AutoCloseable {

    private static final int LIMIT_SECONDS = 3;

    /** Periodic work, which happens whether there is an event or not. */
    private static final String NOT_TRACED = String.join(
            ",",
            "timer://*",
            "direct://claim-due-*",
            "direct://release-stale-locks",
            "sql://ref:claimDue*",
            "sql://classpath:sql/maintenance/read-heartbeats.sql*");

    private final SdkTracerProvider provider;

    private Tracing(SdkTracerProvider provider) {
        this.provider = provider;
    }

    /**
     * To be called before routes are added.
     *
     * @param settings with an endpoint
     * @param worker this worker's name
     */
    public static Tracing start(CamelContext context, Settings.Tracing settings, String worker) {
        speakThroughTheLog();
        String endpoint = settings.endpoint().replaceFirst("/+$", "") + "/v1/traces";
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "webhook-courier",
                                AttributeKey.stringKey("service.instance.id"),
                                worker))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
                .addSpanProcessor(BatchSpanProcessor.builder(new WatchedExporter(
                                OtlpHttpSpanExporter.builder()
                                        .setEndpoint(endpoint)
                                        .build(),
                                endpoint,
                                System::nanoTime))
                        .build())
                .build();
        context.getRegistry().bind("courierTracer", provider.get("io.webhookcourier"));
        context.getRegistry()
                .bind("courierPropagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setExcludePatterns(NOT_TRACED);
        tracer.init(context);
        return new Tracing(provider);
    }

    /** OpenTelemetry writes to the JDK's own log, which would go to stderr beside ours. */
    private static void speakThroughTheLog() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }

    /** Sends what is left, as far as that can be had in time. */
    @Override
    public void close() {
        provider.shutdown().join(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
