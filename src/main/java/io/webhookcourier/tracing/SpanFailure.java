package io.webhookcourier.tracing;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;

/** How a span tells of a failure: by its kind alone, because messages of HTTP failures hold the receiver's whole URL. */
final class SpanFailure {

    private SpanFailure() {}

    /** Runs what would show the exchange's failure while there is none to be seen. */
    static Optional<Exception> without(Exchange exchange, Runnable shows) {
        Exception failure = exchange.getException();
        if (failure != null) {
            exchange.setException(null);
        }
        try {
            shows.run();
        } finally {
            if (failure != null) {
                exchange.setException(failure);
            }
        }
        return Optional.ofNullable(failure);
    }

    static void show(Span span, Exception failure) {
        span.setError(true);
        span.log(Map.of("event", "error", "error.kind", failure.getClass().getSimpleName()));
    }
}
