package io.webhookcourier.attempt;

import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.record.Recorder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt at a claimed row and records what came of it.
 *
 * <p>Guaranteed: no matter what a route does or throws, exactly one outcome is recorded for every row.
 */
public final class AttemptRunner implements Dispatcher.Courier {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    /** A little below the contract's second, for the way from here to the wire. */
    private static final Duration FACTS_ARE_FRESH_FOR = Duration.ofMillis(900);

    private final LargePayloads largePayloads;
    private final ClaimRecheck recheck;
    private final AttemptSender sender;
    private final Recorder recorder;
    private final DatabaseClock clock;

    public AttemptRunner(
            LargePayloads largePayloads,
            ClaimRecheck recheck,
            AttemptSender sender,
            Recorder recorder,
            DatabaseClock clock) {
        this.largePayloads = largePayloads;
        this.recheck = recheck;
        this.sender = sender;
        this.recorder = recorder;
        this.clock = clock;
    }

    @Override
    public void deliver(Claim claim) {
        if (claim.payloadLeftBehind()) {
            largePayloads.inTurn(claim, () -> deliverNow(claim));
        } else {
            deliverNow(claim);
        }
    }

    private void deliverNow(Claim claim) {
        long startedNanos = clock.nanoTime();
        Instant startedAt = clock.instant();
        Verdict verdict;
        try {
            verdict = attempt(claim, startedNanos);
        } catch (RuntimeException | Error e) {
            LOG.error("The attempt for {} failed unexpectedly", claim.event(), e);
            verdict = Verdict.retry(Reason.of(Kind.ROUTE_ERROR, e.getClass().getSimpleName()));
        }
        recorder.record(claim, verdict, startedAt, Duration.ofNanos(clock.nanoTime() - startedNanos));
    }

    private Verdict attempt(Claim claim, long nowNanos) {
        if (claim.event().dedupeKey() == null) {
            return Verdict.failed(Reason.of(Kind.MISSING_DEDUPE_KEY, "without one no duplicate could be recognized"));
        }
        if (!claim.askAgain() && nowNanos - claim.claimedNanos() <= FACTS_ARE_FRESH_FOR.toNanos()) {
            return send(claim, claim.deliveredBefore(), claim.claimedNanos());
        }
        ClaimFacts facts;
        try {
            facts = recheck.ask(claim);
        } catch (SQLException e) {
            return Verdict.released(Reason.of(Kind.DATABASE_UNAVAILABLE));
        }
        if (facts.paused()) {
            return Verdict.released(Reason.of(Kind.PAUSED));
        }
        if (!facts.owned()) {
            return Verdict.released(Reason.of(Kind.LOCK_LOST));
        }
        return send(claim, facts.deliveredBefore(), nowNanos);
    }

    private Verdict send(Claim claim, boolean deliveredBefore, long askedNanos) {
        return sender.send(claim, deliveredBefore, () -> askAgainWhenOld(claim, askedNanos));
    }

    /** Name look-up, connect and TLS may have taken their time: what held before them may hold no more. */
    private void askAgainWhenOld(Claim claim, long askedNanos) {
        if (clock.nanoTime() - askedNanos <= FACTS_ARE_FRESH_FOR.toNanos()) {
            return;
        }
        try {
            ClaimFacts facts = recheck.ask(claim);
            if (facts.paused() || facts.deliveredBefore() || !facts.owned()) {
                throw new HandBackException(Reason.of(Kind.CHANGED_MEANWHILE));
            }
        } catch (SQLException e) {
            throw new HandBackException(Reason.of(Kind.DATABASE_UNAVAILABLE));
        }
    }
}
