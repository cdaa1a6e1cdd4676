package io.webhookcourier.attempt;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Verdict;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;

/**
 * The verdict of a failure that a clause of error handling has caught. The clause decides the outcome; what is recorded with it
 * (reason, status, the beginning of the response) comes from {@link FailureRules}.
 *
 * <p>Guaranteed, whatever a route file says: a 2xx stays a delivery; once the receiver has responded, another failure leaves the
 * decision to the response; a request that this worker stopped itself (a pause, a lease that may run out) costs no attempt; an
 * {@link Error} is a fault of this process, and the attempt is retried.
 */
final class ClauseRules {

    private final FailureRules rules;

    ClauseRules(FailureRules rules) {
        this.rules = rules;
    }

    /** The outcome that the clause decided, as far as it may. */
    Verdict decided(Outcome outcome, Throwable failure, DeliveryAttempt attempt, Exchange exchange) {
        boolean open = isOpen(failure, attempt);
        Verdict judged = rules.verdictOf(failure, attempt, exchange);
        return open && judged.outcome() != Outcome.DELIVERED ? judged.as(outcome) : judged;
    }

    /** The receiver's status decides; a failure without one is retried. */
    Verdict byStatus(Throwable failure, DeliveryAttempt attempt, Exchange exchange) {
        return attempt.statusCode() != null || answer(failure) != null
                ? rules.verdictOf(failure, attempt, exchange)
                : decided(Outcome.RETRY, failure, attempt, exchange);
    }

    private static boolean isOpen(Throwable failure, DeliveryAttempt attempt) {
        HttpOperationFailedException answer = answer(failure);
        boolean afterAnswer =
                attempt.statusCode() != null && (answer == null || answer.getStatusCode() != attempt.statusCode());
        return !afterAnswer && !isHeldBack(failure, attempt) && ObjectHelper.getException(Error.class, failure) == null;
    }

    private static boolean isHeldBack(Throwable failure, DeliveryAttempt attempt) {
        return attempt.heldBack() != null
                && ObjectHelper.getException(attempt.heldBack().getClass(), failure) == attempt.heldBack();
    }

    private static HttpOperationFailedException answer(Throwable failure) {
        return ObjectHelper.getException(HttpOperationFailedException.class, failure);
    }
}
