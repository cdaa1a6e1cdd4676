package io.webhookcourier.routes;

import io.webhookcourier.delivery.DeliveryAttempt;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Ends an attempt with what its failure makes of it; what error handling calls once it has caught an exception. In a
 * route that delivers nothing there is no attempt to end: there the exception goes on to the caller.
 */
public final class JudgeFailure implements Processor {

    private final FailureRules rules;

    public JudgeFailure(FailureRules rules) {
        this.rules = rules;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        DeliveryAttempt attempt = (DeliveryAttempt) exchange.getProperty(DeliveryAttempt.PROPERTY);
        if (attempt == null) {
            throw failure;
        }
        attempt.conclude(rules.verdictOf(failure, attempt));
    }
}
