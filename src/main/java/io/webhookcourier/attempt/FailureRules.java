package io.webhookcourier.attempt;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.routemodel.SigningRoutes;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;

/** {@link OutcomeRules} for failures of routes, which may be Camel's own. */
public final class FailureRules {

    private final OutcomeRules rules;

    public FailureRules(OutcomeRules rules) {
        this.rules = rules;
    }

    /**
     * The verdict of a failed exchange. The status of a request that was not signed is the
     * receiver's answer only where the provider's routes sign nothing; else it came from a look-up, which an operator can
     * repair, and the webhook has yet to be sent.
     */
    Verdict verdictOf(Throwable failure, DeliveryAttempt attempt, Exchange exchange) {
        if (attempt.statusCode() != null) {
            return rules.ofAnswer(attempt);
        }
        HttpOperationFailedException refused = ObjectHelper.getException(HttpOperationFailedException.class, failure);
        if (refused == null) {
            return rules.ofFailure(failure, attempt);
        }
        if (SigningRoutes.sign(exchange, attempt.event().provider())) {
            return routeError("HTTP status " + refused.getStatusCode()
                    + " of a request that was not signed, so it is not the receiver's answer");
        }
        attempt.responded(refused.getStatusCode(), retryAfter(refused));
        attempt.responseBody(refused.getResponseBody());
        return rules.ofAnswer(attempt);
    }

    /** The verdict of the attempt, by the exchange as its routes left it. */
    Verdict verdictOf(Exchange exchange, DeliveryAttempt attempt) {
        if (attempt.isAccepted()) {
            return rules.ofAnswer(attempt);
        }
        if (attempt.verdict() != null) {
            return attempt.verdict();
        }
        if (exchange.getException() != null) {
            return verdictOf(exchange.getException(), attempt, exchange);
        }
        return attempt.statusCode() != null ? rules.ofAnswer(attempt) : ofNothingSent(exchange, attempt);
    }

    /** The verdict of an error that left the routes. */
    Verdict verdictOf(Error error, DeliveryAttempt attempt) {
        return attempt.isAccepted() ? rules.ofAnswer(attempt) : rules.ofFailure(error, attempt);
    }

    private Verdict ofNothingSent(Exchange exchange, DeliveryAttempt attempt) {
        if (attempt.verdictOfCopy() != null) {
            return attempt.verdictOfCopy();
        }
        if (attempt.unanswered() != null) {
            return rules.ofFailure(attempt.unanswered(), attempt);
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return routeError("the route rolled back");
        }
        return isHandled(exchange) ? ofHandled(exchange, attempt) : Verdict.delivered(null, null);
    }

    private static boolean isHandled(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        return extension.isErrorHandlerHandledSet() && extension.isErrorHandlerHandled();
    }

    /** Users' error handling that calls no {@code judgeFailure}: nothing was sent, so it must not count as delivered. */
    private Verdict ofHandled(Exchange exchange, DeliveryAttempt attempt) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return caught == null
                ? routeError("the route handled a failure and sent nothing")
                : verdictOf(caught, attempt, exchange);
    }

    private static Verdict routeError(String what) {
        return Verdict.retry(Reason.of(Kind.ROUTE_ERROR, what));
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
