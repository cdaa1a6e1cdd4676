package io.webhookcourier.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.LogLines;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class SideBranchFailuresTest {

    private static final String BEGIN = "WARN Route audit failed beside a delivery, which it does not affect: ";

    private long nanos;
    private final SideBranchFailures failures = new SideBranchFailures(() -> nanos);

    @Test
    void isOneLineAMinuteForEachRouteWithTheNumberOfThoseUnsaid() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                LogLines log = new LogLines()) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.setProperty(Exchange.FAILURE_ROUTE_ID, "audit");
            for (int i = 0; i < 3; i++) {
                failures.failed(exchange, new IllegalStateException("broken"));
            }
            nanos += Duration.ofMinutes(1).toNanos();
            failures.failed(
                    exchange,
                    new HttpOperationFailedException("https://audit.example?key=secret", 404, "", null, null, null));

            assertThat(log.texts())
                    .containsExactly(BEGIN + "broken", BEGIN + "HTTP status 404 (and 2 more since the last line)");
        }
    }
}
