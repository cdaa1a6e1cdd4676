package io.webhookcourier.egress;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;

/**
 * What runs beside a delivery without being waited for: a wire tap, what a {@code seda:} queue hands on, an
 * {@code onCompletion}. It bears copies of the delivery's exchange properties, and yet has no part in its attempt:
 * neither its requests nor its failures say anything of it, and its requests have a time limit of their own.
 */
public final class SideBranch {

    /** Marks the exchange of a wire tap, which otherwise looks like any other copy. */
    private static final String PROPERTY = "courierSideBranch";

    private SideBranch() {}

    /** Whether the exchange, a copy of a delivery's, runs beside it. */
    public static boolean is(Exchange exchange) {
        return exchange.getProperty(PROPERTY) != null
                || exchange.getProperty(ExchangePropertyKey.ON_COMPLETION) != null
                || !isCalled(exchange.getFromEndpoint());
    }

    /** Makes the exchange one; for what prepares the copy of a wire tap. */
    public static Processor mark(Processor next) {
        return exchange -> {
            exchange.setProperty(PROPERTY, true);
            if (next != null) {
                next.process(exchange);
            }
        };
    }

    /** A queue within the process makes exchanges of its own; the delivery routes are called. */
    private static boolean isCalled(Endpoint endpoint) {
        return endpoint == null || endpoint.getEndpointUri().startsWith("direct:");
    }
}
