package io.webhookcourier.egress;

import java.io.IOException;
import java.time.Duration;

/**
 * The attempt's time was over before a status line had arrived. The message is {@code crm_webhook_timeout after <n>ms}
 * with the configured limit (contract, section 5).
 */
public final class AttemptTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    /** @param limit the configured one, {@code courier.delivery.timeout} */
    public AttemptTimeoutException(Duration limit) {
        super("crm_webhook_timeout after " + limit.toMillis() + "ms");
        this.limit = limit;
    }

    public Duration limit() {
        return limit;
    }
}
