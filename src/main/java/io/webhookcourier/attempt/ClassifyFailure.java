package io.webhookcourier.attempt;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.egress.SideBranch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Ends an attempt with what a clause of error handling decides about the exception that it has caught. In a
 * route that delivers nothing there is no attempt to end, and the exception is the caller's. What runs beside a delivery
 * has no caller: there the failure is logged.
 */
final class ClassifyFailure implements Processor {

    /** The verdict of a failure. */
    @FunctionalInterface
    interface Decision {
        Verdict of(Throwable failure, DeliveryAttempt attempt, Exchange exchange);
    }

    private final Decision decision;
    private final SideBranchFailures sideBranches;

    ClassifyFailure(Decision decision, SideBranchFailures sideBranches) {
        this.decision = decision;
        this.sideBranches = sideBranches;
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
        Verdict verdict = decision.of(failure, attempt, exchange);
        if (attempt.isIn(exchange)) {
            attempt.conclude(verdict);
        } else {
            attempt.concludeCopy(verdict);
        }
    }
}
