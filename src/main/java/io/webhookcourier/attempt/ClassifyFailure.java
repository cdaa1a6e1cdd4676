package io.webhookcourier.attempt;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.egress.SideBranch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Ends an attempt with what its failure makes of it; what error handling calls once it has caught an exception. In a
 * route that delivers nothing there is no attempt to end, and the exception is the caller's. What runs beside a delivery
 * has no caller: there the failure is logged.
 */
public final class ClassifyFailure implements Processor {

    private final FailureRules rules;
    private final SideBranchFailures sideBranches = new SideBranchFailures(System::nanoTime);

    public ClassifyFailure(FailureRules rules) {
        this.rules = rules;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        DeliveryAttempt attempt = (DeliveryAttempt) exchange.getProperty(DeliveryAttempt.PROPERTY);
        if (attempt == null) {
            throw failure;
        }
        if (SideBranch.is(exchange)) {
            sideBranches.failed(exchange, failure);
            return;
        }
        Verdict verdict = rules.verdictOf(failure, attempt, exchange);
        if (attempt.isIn(exchange)) {
            attempt.conclude(verdict);
        } else {
            attempt.concludeCopy(verdict);
        }
    }
}
