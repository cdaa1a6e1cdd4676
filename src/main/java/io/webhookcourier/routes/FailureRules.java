package io.webhookcourier.routes;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.Verdict;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;

/** {@link OutcomeRules} for failures of routes, which may be Camel's own. */
public final class FailureRules {

    private final OutcomeRules rules;

    public FailureRules(OutcomeRules rules) {
        this.rules = rules;
    }

    /**
     * What a failure makes of the attempt. The status of a request that was not signed counts as the receiver's answer,
     * too: a provider's route may post without a signature.
     */
    Verdict verdictOf(Throwable failure, DeliveryAttempt attempt) {
        if (attempt.statusCode() == null) {
            HttpOperationFailedException refused =
                    ObjectHelper.getException(HttpOperationFailedException.class, failure);
            if (refused != null) {
                attempt.responded(refused.getStatusCode(), retryAfter(refused));
                attempt.responseBody(refused.getResponseBody());
            }
        }
        return rules.ofFailure(failure, attempt);
    }

    /** What an exchange that ended without a failure makes of the attempt. */
    Verdict verdictOf(Exchange exchange, DeliveryAttempt attempt) {
        if (attempt.statusCode() != null) {
            return rules.ofAnswer(attempt);
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return Verdict.retry("route_error: the route rolled back");
        }
        return Verdict.delivered(null, null);
    }

    private static String retryAfter(HttpOperationFailedException refused) {
        if (refused.getResponseHeaders() == null) {
            return null;
        }
        return refused.getResponseHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
