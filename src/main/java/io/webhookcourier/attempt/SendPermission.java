package io.webhookcourier.attempt;

import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.worker.Lease;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Whether a claimed row may be sent: checked when its attempt begins and again right before the request leaves. Guaranteed:
 * pause, duplicate guard and lock were as needed at most a second before a request leaves (contract, section 5), and this
 * worker's lease lasts for a whole attempt.
 */
public final class SendPermission {

    /** A little below the contract's second, for the time from here to the wire. */
    private static final Duration FACTS_ARE_FRESH_FOR = Duration.ofMillis(900);

    /**
     * What is known when an attempt begins.
     *
     * @param deliveredBefore whether the row's dedupe key was delivered
     * @param asOfNanos when the database said so, on the monotonic clock
     */
    record Known(boolean deliveredBefore, long asOfNanos) {}

    private final ClaimRecheck recheck;
    private final Lease lease;
    private final DatabaseClock clock;
    private final Duration timeout;

    /** @param timeout the time limit of one attempt */
    public SendPermission(ClaimRecheck recheck, Lease lease, DatabaseClock clock, Duration timeout) {
        this.recheck = recheck;
        this.lease = lease;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * What the claim knows, while it is fresh; otherwise what the database says now.
     *
     * @throws HandBackException when the row may not be sent
     */
    Known check(Claim claim, long nowNanos) {
        if (!claim.askAgain() && isFresh(claim.claimedNanos(), nowNanos)) {
            return new Known(claim.deliveredBefore(), claim.claimedNanos());
        }
        ClaimFacts facts = ask(claim);
        if (facts.paused()) {
            throw new HandBackException(Reason.of(Kind.PAUSED));
        }
        if (!facts.owned()) {
            throw new HandBackException(Reason.of(Kind.LOCK_LOST));
        }
        return new Known(facts.deliveredBefore(), nowNanos);
    }

    /**
     * Checks again: name look-up, connect and TLS may have taken their time.
     *
     * @throws HandBackException when the request may not leave
     */
    void checkAgain(Claim claim, Known known) {
        requireLease(claim);
        if (isFresh(known.asOfNanos(), clock.nanoTime())) {
            return;
        }
        long askedNanos = clock.nanoTime();
        ClaimFacts facts = ask(claim);
        if (facts.paused() || facts.deliveredBefore() || !facts.owned()) {
            throw new HandBackException(Reason.of(Kind.CHANGED_MEANWHILE));
        }
        // A database that answers late says what was, and not what is.
        if (!isFresh(askedNanos, clock.nanoTime())) {
            throw new HandBackException(Reason.of(Kind.DATABASE_UNAVAILABLE));
        }
        requireLease(claim);
    }

    private void requireLease(Claim claim) {
        if (!lease.holds(claim.claimedNanos(), timeout)) {
            throw new HandBackException(Reason.of(Kind.LOCK_EXPIRING));
        }
    }

    private ClaimFacts ask(Claim claim) {
        try {
            return recheck.ask(claim);
        } catch (SQLException e) {
            throw new HandBackException(Reason.of(Kind.DATABASE_UNAVAILABLE));
        }
    }

    private static boolean isFresh(long asOfNanos, long nowNanos) {
        return nowNanos - asOfNanos <= FACTS_ARE_FRESH_FOR.toNanos();
    }
}
