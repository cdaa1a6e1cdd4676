package io.webhookcourier.attempt;

import io.webhookcourier.routemodel.RouteError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what fails beside deliveries: one line for each route, at most once a minute, with the number of failures that
 * went unsaid.
 */
final class SideBranchFailures {

    private static final Logger LOG = LoggerFactory.getLogger(SideBranchFailures.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private record Said(long atNanos, long unsaid) {}

    private final Map<String, Said> byRoute = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock */
    SideBranchFailures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void failed(Exchange exchange, Exception failure) {
        String route = routeOf(exchange);
        byRoute.compute(route, (name, said) -> {
            long now = nanoTime.getAsLong();
            if (said != null && now - said.atNanos() < BETWEEN_LINES.toNanos()) {
                return new Said(said.atNanos(), said.unsaid() + 1);
            }
            String more =
                    said == null || said.unsaid() == 0 ? "" : " (and " + said.unsaid() + " more since the last line)";
            LOG.warn("Route {} failed beside a delivery, which it does not affect: {}{}", route, reason(failure), more);
            return new Said(now, 0);
        });
    }

    private static String routeOf(Exchange exchange) {
        String failed = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
        return failed == null ? String.valueOf(exchange.getFromRouteId()) : failed;
    }

    /** Not Camel's message of an HTTP failure, whose address may hold a secret. */
    private static String reason(Exception failure) {
        HttpOperationFailedException refused = ObjectHelper.getException(HttpOperationFailedException.class, failure);
        return refused == null ? RouteError.inOneLine(failure) : "HTTP status " + refused.getStatusCode();
    }
}
