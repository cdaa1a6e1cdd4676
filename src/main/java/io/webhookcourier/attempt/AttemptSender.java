package io.webhookcourier.attempt;

import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.DeliveryException;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.worker.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;

/** Sends one claimed row through the delivery routes, within the attempt's time limit and under this worker's lease. */
public final class AttemptSender {

    private final EventRoute route;
    private final FailureRules rules;
    private final LargePayloads largePayloads;
    private final Lease lease;
    private final DatabaseClock clock;
    private final Duration timeout;
    private final HandBacks handBacks = new HandBacks();

    /** @param timeout the time limit of one attempt */
    public AttemptSender(
            EventRoute route,
            FailureRules rules,
            LargePayloads largePayloads,
            Lease lease,
            DatabaseClock clock,
            Duration timeout) {
        this.route = route;
        this.rules = rules;
        this.largePayloads = largePayloads;
        this.lease = lease;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * @param deliveredBefore the duplicate guard's answer
     * @param beforeSending called once the connection is made, right before a request leaves; throws when it must not
     * @return its verdict, no matter what the routes did or threw
     */
    Verdict send(Claim claim, boolean deliveredBefore, Runnable beforeSending) {
        if (!claim.payloadLeftBehind()) {
            return send(claim, claim.event(), deliveredBefore, beforeSending);
        }
        try {
            return send(claim, largePayloads.read(claim), deliveredBefore, beforeSending);
        } catch (HandBackException e) {
            return handBacks.paused(e.verdict(), claim.event().id());
        } catch (DeliveryException e) {
            return e.verdict();
        } catch (SQLException e) {
            return Verdict.released(Reason.of(Kind.PAYLOAD_UNAVAILABLE));
        }
    }

    private Verdict send(Claim claim, ClaimedEvent event, boolean deliveredBefore, Runnable beforeSending) {
        long startedNanos = clock.nanoTime();
        AtomicBoolean ours = new AtomicBoolean();
        DeliveryAttempt attempt =
                new DeliveryAttempt(event, clock.instant(), startedNanos, startedNanos + timeout.toNanos(), () -> {
                    try {
                        checkLease(claim);
                        beforeSending.run();
                    } catch (HandBackException e) {
                        ours.set(true);
                        throw e;
                    }
                });
        Verdict verdict = sent(attempt, deliveredBefore);
        boolean byRoute = verdict.outcome() == Outcome.RELEASED && !ours.get();
        return byRoute ? handBacks.paused(verdict, event.id()) : verdict;
    }

    /** Camel lets errors pass, say of a class that a step needs and no jar has; also after the receiver has answered. */
    private Verdict sent(DeliveryAttempt attempt, boolean deliveredBefore) {
        Exchange exchange;
        try {
            exchange = route.send(attempt, deliveredBefore);
        } catch (LinkageError | StackOverflowError e) {
            return rules.verdictOf(e, attempt);
        }
        return rules.verdictOf(exchange, attempt);
    }

    private void checkLease(Claim claim) {
        if (!lease.holds(claim.claimedNanos(), timeout)) {
            throw new HandBackException(Reason.of(Kind.LOCK_EXPIRING));
        }
    }
}
