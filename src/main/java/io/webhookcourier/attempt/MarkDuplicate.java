package io.webhookcourier.attempt;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Verdict;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Ends the attempt as a duplicate: nothing is sent, the row becomes SUCCEEDED (contract, section 4). */
public final class MarkDuplicate implements Processor {

    @Override
    public void process(Exchange exchange) {
        ((DeliveryAttempt) exchange.getProperty(DeliveryAttempt.PROPERTY)).conclude(Verdict.duplicate());
    }
}
