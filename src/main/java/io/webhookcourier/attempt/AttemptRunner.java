package io.webhookcourier.attempt;

import io.webhookcourier.attempt.SendPermission.Known;
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
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.record.Recorder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt at a claimed row: checks that it may be sent, loads its payload, sends it through the delivery routes,
 * classifies the result and records it.
 *
 * <p>Guaranteed: no matter what a route does or throws, exactly one outcome is recorded for every row.
 */
public final class AttemptRunner implements Dispatcher.Courier {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    private final SendPermission permission;
    private final LargePayloads largePayloads;
    private final EventRoute route;
    private final FailureRules rules;
    private final Recorder recorder;
    private final DatabaseClock clock;
    private final Duration timeout;
    private final HandBacks handBacks = new HandBacks();

    /** @param timeout the time limit of one attempt */
    public AttemptRunner(
            SendPermission permission,
            LargePayloads largePayloads,
            EventRoute route,
            FailureRules rules,
            Recorder recorder,
            DatabaseClock clock,
            Duration timeout) {
        this.permission = permission;
        this.largePayloads = largePayloads;
        this.route = route;
        this.rules = rules;
        this.recorder = recorder;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public void deliver(Claim claim) {
        if (claim.payloadLeftBehind()) {
            largePayloads.inTurn(claim, () -> attemptAndRecord(claim));
        } else {
            attemptAndRecord(claim);
        }
    }

    private void attemptAndRecord(Claim claim) {
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
            return Verdict.failed(
                    Reason.of(Kind.MISSING_DEDUPE_KEY, "without one, duplicates could not be recognized"));
        }
        Known known;
        try {
            known = permission.check(claim, nowNanos);
        } catch (HandBackException e) {
            return e.verdict();
        }
        ClaimedEvent event;
        try {
            event = claim.payloadLeftBehind() ? largePayloads.read(claim) : claim.event();
        } catch (DeliveryException e) {
            return pausedWhenReleased(e.verdict(), claim.event());
        } catch (SQLException e) {
            return Verdict.released(Reason.of(Kind.PAYLOAD_UNAVAILABLE));
        }
        return send(claim, event, known);
    }

    private Verdict send(Claim claim, ClaimedEvent event, Known known) {
        long startedNanos = clock.nanoTime();
        DeliveryAttempt attempt = new DeliveryAttempt(
                event,
                clock.instant(),
                startedNanos,
                startedNanos + timeout.toNanos(),
                () -> permission.checkAgain(claim, known));
        Verdict verdict = classified(attempt, known.deliveredBefore());
        return attempt.heldBack() == null ? pausedWhenReleased(verdict, event) : verdict;
    }

    /** Camel does not catch errors, such as a class that no jar has; also after the receiver has responded. */
    private Verdict classified(DeliveryAttempt attempt, boolean deliveredBefore) {
        try {
            return rules.verdictOf(route.send(attempt, deliveredBefore), attempt);
        } catch (LinkageError | StackOverflowError e) {
            return rules.verdictOf(e, attempt);
        }
    }

    /** A row that its own route or payload releases would otherwise be claimed again at once, time after time. */
    private Verdict pausedWhenReleased(Verdict verdict, ClaimedEvent event) {
        return verdict.outcome() == Outcome.RELEASED ? handBacks.paused(verdict, event.id()) : verdict;
    }
}
