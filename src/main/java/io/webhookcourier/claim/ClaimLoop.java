package io.webhookcourier.claim;

import io.webhookcourier.database.ConnectionLoss;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.dispatch.ClaimPlan;
import io.webhookcourier.dispatch.Dispatcher;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when to claim and how much: at every poll interval, at once when woken, and at once again while claims come
 * back full and there is room. Asks only for rows that can be started soon. One thread claims.
 */
public final class ClaimLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);

    /** Some of the rows that a wake-up announces are due a second after it (replay-events.sql). */
    private static final Duration ANNOUNCED_WITHIN = Duration.ofMillis(1_200);

    /** A connection that was lost for longer than this was an outage of the database. */
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private static final Duration INTERRUPTED_ENDS_WITHIN = Duration.ofMillis(500);

    private final Claimer claimer;
    private final Dispatcher dispatcher;
    private final WaitingLimit waitingLimit;
    private final BooleanSupplier leaseHolds;
    private final Duration pollInterval;
    private final FairnessRound round;
    private final LongSupplier nanoTime;

    private final Signal signal = new Signal();
    private final ReentrantLock claiming = new ReentrantLock();
    private final Thread thread = new Thread(this::run, "courier-claims");
    private volatile boolean stopped;
    private final ClaimPause pause;
    private boolean failing;
    private Exception unsaid;
    private long unsaidNanos;
    private boolean overdue;

    /** When rows may be due that the last wake-up announced; null before the first. */
    private volatile Long announcedNanos;

    /**
     * @param leaseHolds whether a row that is claimed now could still be sent; claiming what must be released at once
     *     would be wasted
     */
    public ClaimLoop(
            Claimer claimer,
            Dispatcher dispatcher,
            WaitingLimit waitingLimit,
            BooleanSupplier leaseHolds,
            Duration pollInterval,
            LongSupplier nanoTime) {
        this.claimer = claimer;
        this.dispatcher = dispatcher;
        this.waitingLimit = waitingLimit;
        this.leaseHolds = leaseHolds;
        this.pollInterval = pollInterval;
        this.round = new FairnessRound(nanoTime);
        this.nanoTime = nanoTime;
        this.pause = new ClaimPause(nanoTime);
        thread.setDaemon(true);
    }

    public void start() {
        dispatcher.whenThereIsRoom(signal::ring);
        thread.start();
    }

    /** Claims now rather than at the next poll, and once more a little later. */
    public void wake() {
        announcedNanos = nanoTime.getAsLong() + ANNOUNCED_WITHIN.toNanos();
        signal.ring();
    }

    /** Claims nothing more until {@link #resume()}; returns when no claim is under way. */
    public void suspend() {
        claiming.lock();
    }

    /** To be called by the thread that suspended. */
    public void resume() {
        claiming.unlock();
        signal.ring();
    }

    /**
     * Claims nothing more, and undoes claims with unknown result one last time. Returns when no claim is under way, or after
     * the limit: a claim that hangs because the database is away is interrupted then, and what it may still take is
     * released by others as the rows of a dead worker.
     */
    public void close(Duration limit) {
        stopped = true;
        signal.ring();
        try {
            thread.join(Math.max(1, limit.toMillis()));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(INTERRUPTED_ENDS_WITHIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                boolean again = claimOnce();
                signal.await(again ? 0 : nanosToNextPoll());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            claimer.close();
        }
    }

    private long nanosToNextPoll() {
        Long announced = announcedNanos;
        long left = announced == null ? 0 : announced - nanoTime.getAsLong();
        return left > 0 ? Math.min(left, pollInterval.toNanos()) : pollInterval.toNanos();
    }

    /** @return whether to claim again at once */
    private boolean claimOnce() {
        claiming.lock();
        try {
            waitingLimit.enforce();
            boolean reachable = claimer.undoUncertainClaims();
            ClaimPlan plan = dispatcher.plan(round.sittingOut());
            if (stopped || !reachable || plan.isEmpty() || isOverdue() || pause.holds()) {
                return false;
            }
            ClaimResult result = claimer.claim(plan);
            recovered();
            return dispatcher.claimed(round.observe(result));
        } catch (Exception e) {
            failed(e);
            return false;
        } finally {
            claiming.unlock();
        }
    }

    private boolean isOverdue() {
        boolean before = overdue;
        overdue = !leaseHolds.getAsBoolean();
        if (overdue && !before) {
            LOG.debug("The heartbeat is overdue: nothing is claimed until it is stored again.");
        } else if (before && !overdue) {
            LOG.debug("The heartbeat is stored again, and rows are claimed.");
        }
        return overdue;
    }

    private void failed(Exception e) {
        LOG.debug("Claim failed", e);
        pause.failed(e);
        switch (ConnectionLoss.of(e)) {
            // The outage is logged once for the whole service.
            case AWAY -> unsaid = null;
            // Whether this was an outage shows at the next try.
            case BROKEN -> {
                unsaid = failing ? null : e;
                unsaidNanos = nanoTime.getAsLong();
            }
            case NONE -> {
                if (!failing) {
                    sayThatClaimsFail(e);
                }
            }
        }
    }

    private void sayThatClaimsFail(Exception e) {
        LOG.warn(
                "Claims fail: {}. They will be retried after a growing pause; no data is lost.",
                WriteFailure.reason(e));
        failing = true;
        unsaid = null;
    }

    private void recovered() {
        if (unsaid != null && nanoTime.getAsLong() - unsaidNanos < OUTAGE.toNanos()) {
            sayThatClaimsFail(unsaid);
        }
        unsaid = null;
        if (failing) {
            LOG.info("Claims work again.");
        }
        failing = false;
        pause.end();
    }
}
