package io.webhookcourier.attempt;

import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/** Camel's redelivery policy for what never reached a receiver: soon, and without logging. */
public final class InProcessRetries {

    private static final long DELAY_MILLIS = 100;

    private InProcessRetries() {}

    /** @param retries within one attempt, 0 for none */
    public static RedeliveryPolicy policy(int retries) {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(retries);
        policy.setRedeliveryDelay(DELAY_MILLIS);
        policy.setLogExhausted(false);
        policy.setLogRetryAttempted(false);
        return policy;
    }
}
