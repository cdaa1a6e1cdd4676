package io.webhookcourier.routes;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.queue.Claim;
import io.webhookcourier.queue.ClaimFacts;
import io.webhookcourier.queue.ClaimRecheck;
import io.webhookcourier.queue.DatabaseClock;
import io.webhookcourier.queue.Lease;
import io.webhookcourier.queue.Recorder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one claimed row through the route {@code deliver-event} and records what came of it.
 *
 * <p>Guaranteed: whatever a route does or throws, exactly one outcome is recorded for every row.
 */
public final class AttemptRunner implements Dispatcher.Courier {

    /** The exchange property with the {@link ClaimedEvent}, for the routes' expressions. */
    public static final String EVENT = "event";

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    /** A little below the contract's second, for the way from here to the wire. */
    private static final Duration FACTS_ARE_FRESH_FOR = Duration.ofMillis(900);

    private final EventRoute route;
    private final ClaimRecheck recheck;
    private final Lease lease;
    private final Recorder recorder;
    private final DatabaseClock clock;
    private final FailureRules rules;
    private final Duration timeout;

    /** @param timeout the time limit of one attempt */
    public AttemptRunner(
            EventRoute route,
            ClaimRecheck recheck,
            Lease lease,
            Recorder recorder,
            DatabaseClock clock,
            FailureRules rules,
            Duration timeout) {
        this.route = route;
        this.recheck = recheck;
        this.lease = lease;
        this.recorder = recorder;
        this.clock = clock;
        this.rules = rules;
        this.timeout = timeout;
    }

    @Override
    public void deliver(Claim claim) {
        long startedNanos = clock.nanoTime();
        Instant startedAt = clock.instant();
        Verdict verdict;
        try {
            verdict = attempt(claim, startedAt, startedNanos);
        } catch (RuntimeException | Error e) {
            LOG.error("The attempt at {} broke", claim.event(), e);
            verdict = Verdict.retry("route_error: " + e.getClass().getSimpleName());
        }
        recorder.record(claim, verdict, startedAt, Duration.ofNanos(clock.nanoTime() - startedNanos));
    }

    private Verdict attempt(Claim claim, Instant startedAt, long startedNanos) {
        boolean deliveredBefore = claim.deliveredBefore();
        if (claim.askAgain() || startedNanos - claim.claimedNanos() > FACTS_ARE_FRESH_FOR.toNanos()) {
            try {
                ClaimFacts facts = recheck.ask(claim);
                if (facts.paused()) {
                    return Verdict.released("paused");
                }
                if (!facts.owned()) {
                    return Verdict.released("the lock was lost before the request was sent");
                }
                deliveredBefore = facts.deliveredBefore();
            } catch (SQLException e) {
                return Verdict.released("the database could not be asked before sending");
            }
        }
        Runnable leaseCheck = () -> {
            if (!lease.holds(claim.claimedNanos(), timeout)) {
                throw new HandBackException("the lock may run out before the attempt is over");
            }
        };
        DeliveryAttempt attempt = new DeliveryAttempt(
                claim.event(), startedAt, startedNanos, startedNanos + timeout.toNanos(), leaseCheck);
        return verdictOf(route.send(attempt, deliveredBefore), attempt);
    }

    private Verdict verdictOf(Exchange exchange, DeliveryAttempt attempt) {
        Verdict verdict = attempt.verdict();
        if (verdict != null) {
            return verdict;
        }
        return exchange.getException() == null
                ? rules.verdictOf(exchange, attempt)
                : rules.verdictOf(exchange.getException(), attempt);
    }
}
