package io.webhookcourier.delivery;

import io.webhookcourier.delivery.Reason.Kind;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The verdict of a receiver's response or of a failure (contract, section 5, "Outcome"). Every answer and every
 * failure has exactly one verdict, so no matter what a route does, there is something to record.
 */
public final class OutcomeRules {

    private final InstantSource databaseTime;
    private final Predicate<Throwable> ofDatabase;

    /**
     * @param databaseTime the database's clock, against which a {@code Retry-After} date is read
     * @param ofDatabase whether an exception is the database's: that is a fault on this side of the wire, although it may
     *     be caused by one of the network
     */
    public OutcomeRules(InstantSource databaseTime, Predicate<Throwable> ofDatabase) {
        this.databaseTime = Objects.requireNonNull(databaseTime, "databaseTime");
        this.ofDatabase = Objects.requireNonNull(ofDatabase, "ofDatabase");
    }

    /**
     * The verdict of the answer that the attempt received.
     *
     * @throws IllegalStateException when it received none
     */
    public Verdict ofAnswer(DeliveryAttempt attempt) {
        Integer status = attempt.statusCode();
        if (status == null) {
            throw new IllegalStateException("the attempt has no answer to judge");
        }
        Duration retryAfter = RetryAfter.parse(attempt.retryAfter(), status, databaseTime.instant());
        return ofStatus(status, attempt.responseBody(), retryAfter);
    }

    /**
     * The verdict of a status: 2xx delivered; 408, 425, 429 and 500..599 retried; every other one terminal, 3xx too.
     *
     * @param responseBodyBeginning as much of the response's body as was read, or null; 1,000 characters are kept
     * @param retryAfter how long the receiver asked to be left alone, or null
     */
    public Verdict ofStatus(int status, String responseBodyBeginning, Duration retryAfter) {
        String body = StorableText.first(StorableText.RESPONSE_CHARACTERS, responseBodyBeginning);
        if (status >= 200 && status <= 299) {
            return Verdict.delivered(status, body);
        }
        Reason reason = Reason.of(Kind.HTTP_STATUS, httpError(status, responseBodyBeginning));
        return isWorthRepeating(status)
                ? new Verdict(Outcome.RETRY, status, reason, body, retryAfter)
                : new Verdict(Outcome.FAILED, status, reason, body, null);
    }

    /**
     * The verdict of a failure. A status that the attempt received decides, no matter what went wrong after it: a 2xx with a
     * broken body is delivered. Else the first that is found along the causes: an exception that brings its own
     * verdict, a forbidden address (terminal), the time limit, a failure of the network. Anything else is a fault on
     * this side of the wire, a mis-edited route or a failed look-up, which can be repaired: it is retried as
     * {@code route_error: <class>: <message>}.
     */
    public Verdict ofFailure(Throwable failure, DeliveryAttempt attempt) {
        if (attempt.statusCode() != null) {
            return ofAnswer(attempt);
        }
        CauseChain chain = CauseChain.of(failure);
        DeliveryException answer = chain.first(DeliveryException.class);
        if (answer != null) {
            return answer.verdict();
        }
        EgressDeniedException denied = chain.first(EgressDeniedException.class);
        if (denied != null) {
            return Verdict.failed(denied.reason());
        }
        Throwable inDatabase = chain.innermost(ofDatabase);
        if (inDatabase != null) {
            return Verdict.retry(Reason.of(Kind.ROUTE_ERROR, FailureText.named(inDatabase)));
        }
        return Verdict.retry(
                NetworkFailure.in(chain) == null
                        ? Reason.of(Kind.ROUTE_ERROR, FailureText.named(chain.innermost()))
                        : ofNetwork(chain, attempt));
    }

    private static boolean isWorthRepeating(int status) {
        return status == 408 || status == 425 || status == 429 || (status >= 500 && status <= 599);
    }

    private static String httpError(int status, String responseBody) {
        return responseBody == null || responseBody.isEmpty()
                ? String.valueOf(status)
                : status + " body=" + JsonString.of(StorableText.cut(StorableText.RESPONSE_CHARACTERS, responseBody));
    }

    private static Reason ofNetwork(CauseChain chain, DeliveryAttempt attempt) {
        AttemptTimeoutException timeout = chain.first(AttemptTimeoutException.class);
        if (timeout != null) {
            return Reason.of(Kind.TIMEOUT, timeout.millis());
        }
        if (chain.first(SocketTimeoutException.class) != null) {
            // A socket's own limit is never above the attempt's, which is the one that a reader knows.
            return Reason.of(
                    Kind.TIMEOUT,
                    Duration.ofNanos(attempt.deadlineNanos() - attempt.startedNanos())
                            .toMillis());
        }
        return Reason.of(Kind.NETWORK_ERROR, NetworkFailure.reason(chain));
    }
}
