package io.webhookcourier.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports spans, and logs a collector that does not accept them: once when that begins, once a minute while it lasts, and
 * once when it is over. The exporter itself would log every batch with a stack trace. Thread-safe.
 */
final class WatchedExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);
    private static final Duration REPEATED_EVERY = Duration.ofMinutes(1);

    private final SpanExporter exporter;
    private final String endpoint;
    private final LongSupplier nanoTime;
    private Long failingSince;
    private long loggedAt;
    private long lost;

    /**
     * @param endpoint where it exports to, for people
     * @param nanoTime the monotonic clock, in nanoseconds
     */
    WatchedExporter(SpanExporter exporter, String endpoint, LongSupplier nanoTime) {
        this.exporter = exporter;
        this.endpoint = endpoint;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            if (result.isSuccess()) {
                exported();
            } else {
                failed(count, result.getFailureThrowable());
            }
        });
        return result;
    }

    private synchronized void exported() {
        if (failingSince != null) {
            LOG.info(
                    "over       The tracing collector accepts spans again, after {} s; {} spans were lost.",
                    seconds(failingSince),
                    lost);
            failingSince = null;
            lost = 0;
        }
    }

    private synchronized void failed(int spans, Throwable failure) {
        long now = nanoTime.getAsLong();
        lost += spans;
        boolean begins = failingSince == null;
        if (begins) {
            failingSince = now;
        }
        if (begins || now - loggedAt >= REPEATED_EVERY.toNanos()) {
            loggedAt = now;
            LOG.warn(
                    "trouble    The tracing collector at {} has not accepted spans for {} s ({}). Deliveries continue; {}"
                            + " spans are lost.",
                    endpoint,
                    seconds(failingSince),
                    reason(failure),
                    lost);
        }
    }

    private long seconds(long since) {
        return Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds();
    }

    private static String reason(Throwable failure) {
        if (failure == null) {
            return "no reason given";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
