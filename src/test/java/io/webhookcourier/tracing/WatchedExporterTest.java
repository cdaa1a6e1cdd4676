package io.webhookcourier.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.webhookcourier.support.LogLines;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A tracing collector that is away is logged when it begins, once a minute, and when it is over. */
class WatchedExporterTest {

    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
    private final Switch collector = new Switch();
    private final WatchedExporter exporter =
            new WatchedExporter(collector, "http://collector:4318/v1/traces", nanos::get);

    @Test
    void anOutageOf100SecondsIsThreeLines() {
        try (LogLines log = new LogLines()) {
            exporter.export(List.of());
            collector.away = true;
            for (int second = 0; second < 100; second += 5) {
                exporter.export(List.of());
                nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            }
            collector.away = false;
            exporter.export(List.of());
            exporter.export(List.of());

            assertThat(log.texts())
                    .containsExactly(
                            "WARN trouble    The tracing collector at http://collector:4318/v1/traces has not accepted"
                                    + " spans for 0 s (Connection refused). Deliveries continue; 0 spans are lost.",
                            "WARN trouble    The tracing collector at http://collector:4318/v1/traces has not accepted"
                                    + " spans for 60 s (Connection refused). Deliveries continue; 0 spans are lost.",
                            "INFO over       The tracing collector accepts spans again, after 100 s; 0 spans were"
                                    + " lost.");
        }
    }

    private static final class Switch implements SpanExporter {

        private boolean away;

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return away
                    ? CompletableResultCode.ofExceptionalFailure(new ConnectException("Connection refused"))
                    : CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
