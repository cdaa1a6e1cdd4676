package io.webhookcourier.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Starts deliveries of claimed rows: at most so many at a time in all and per endpoint, endpoints in turn, so that one
 * that hangs holds only its own slots.
 *
 * <p>Every row given to {@link #accept} is given exactly once to the courier or, when it is taken back unsent, to the
 * caller of {@link #removeWaiting}. A row whose id or dedupe key is still in flight here (the application reset it
 * meanwhile) waits until {@link #settled} says that the earlier outcome is recorded. Thread-safe.
 */
public final class Dispatcher {

    /** Delivers one row; never throws. */
    @FunctionalInterface
    public interface Courier {
        void deliver(Claim claim);
    }

    /** For lanes that were left out, a claim follows before a batch is due once one slot in this many is idle. */
    private static final int IDLE_PART = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Lanes lanes;
    private final InFlight inFlight = new InFlight();
    private final ClaimAhead ahead;

    private final DispatchLimits limits;
    private final ExecutorService workers;
    private final Courier courier;
    private final LongSupplier nanoTime;

    private Runnable onRoom = () -> {};
    private boolean roomAwaited;
    private boolean moreIsDue;
    private int running;
    private int waiting;
    private boolean suspended;

    /** @param workers runs as many tasks at a time as the limits say, without queueing; stays the caller's to close */
    public Dispatcher(DispatchLimits limits, ExecutorService workers, Courier courier, LongSupplier nanoTime) {
        this.limits = limits;
        this.ahead = new ClaimAhead(limits);
        this.lanes = new Lanes(limits.concurrency(), limits.concurrencyPerLane());
        this.workers = workers;
        this.courier = courier;
        this.nanoTime = nanoTime;
    }

    /**
     * Calls back, on a delivery's thread, once there is room for more rows: for a good part of a batch where more is
     * known to be due, or of lanes that were left out of the last claim; of those for fewer rows where slots are free
     * for them. Once after each {@link #plan}.
     */
    public void whenThereIsRoom(Runnable callback) {
        locked(() -> onRoom = callback);
    }

    /** Takes over claimed rows. */
    public void accept(Collection<Claim> claims) {
        locked(() -> {
            for (Claim given : claims) {
                Claim claim = inFlight.upToDate(given);
                waiting++;
                if (inFlight.enter(claim)) {
                    lanes.enqueue(claim);
                }
            }
            startWorkers();
        });
    }

    /** The outcome of these rows is committed: a later claim of the same row, which was set aside, may go now. */
    public void settled(Collection<Claim> claims) {
        locked(() -> {
            for (Claim claim : claims) {
                inFlight.leave(claim).forEach(lanes::enqueue);
            }
            startWorkers();
        });
    }

    /** Removes rows whose delivery has not begun. */
    public List<Claim> removeWaiting(Predicate<Claim> condition) {
        return locked(() -> {
            List<Claim> removed = new ArrayList<>(inFlight.removeSetAside(condition));
            removed.addAll(lanes.remove(condition));
            waiting -= removed.size();
            return removed;
        });
    }

    /** The rows that are next in their lanes, one of each lane, of at most so many lanes. */
    public List<Claim> nextInLanes(int most) {
        return locked(() -> lanes.nextRows(most));
    }

    /** Starts nothing more until {@link #resume()}; what runs continues. */
    public void suspend() {
        locked(() -> suspended = true);
    }

    public void resume() {
        locked(() -> {
            suspended = false;
            startWorkers();
        });
    }

    /**
     * Waits until no delivery runs; call {@link #suspend()} first.
     *
     * @return false when some still ran after the time
     */
    public boolean awaitQuiet(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (running > 0) {
                if (left <= 0) {
                    return false;
                }
                left = quiet.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Rows in hand whose delivery has not ended. */
    public int outstanding() {
        return locked(() -> running + waiting);
    }

    /** Deliveries that run now. */
    public int running() {
        return locked(() -> running);
    }

    /**
     * Plans the next claim; to be called right before it. Endpoints that have fallen silent since the last plan give up
     * slots, which starts other deliveries. When there is more room later than now, {@link #whenThereIsRoom} says so.
     *
     * @param sittingOut lanes that must not be claimed from, even if they have room
     */
    public ClaimPlan plan(Set<String> sittingOut) {
        return locked(() -> {
            roomAwaited = true;
            lanes.look(nanoTime.getAsLong());
            startWorkers();
            inFlight.claimBegins();
            return new ClaimPlan(Math.min(limits.batchSize(), room()), lanes.budgets(ahead.window(), sittingOut));
        });
    }

    /**
     * Registers what the claim found.
     *
     * @param moreIsDue whether rows are due that it did not take
     * @return whether another claim is worth it at once
     */
    public boolean claimed(boolean moreIsDue) {
        return locked(() -> {
            this.moreIsDue = moreIsDue;
            return moreIsDue && room() >= ahead.worthAClaim();
        });
    }

    private int room() {
        int outstanding = running + waiting;
        return ahead.room(outstanding, inFlight.size() - outstanding, lanes.heldBack());
    }

    private void startWorkers() {
        while (running < limits.concurrency()) {
            Lane lane = suspended ? null : lanes.next();
            if (lane == null) {
                return;
            }
            Claim claim = start(lane);
            workers.execute(() -> work(lane, claim));
        }
    }

    private Claim start(Lane lane) {
        running++;
        waiting--;
        return lanes.start(lane, nanoTime.getAsLong());
    }

    /** Delivers, then continues with the next row, of the lane that is first in turn. */
    private void work(Lane firstLane, Claim firstClaim) {
        Lane lane = firstLane;
        Claim claim = firstClaim;
        while (claim != null) {
            long began = nanoTime.getAsLong();
            courier.deliver(claim);
            Runnable call;
            lock.lock();
            try {
                finish(lane, nanoTime.getAsLong() - began);
                lane = suspended ? null : lanes.next();
                claim = lane == null ? null : start(lane);
                // The end of one delivery can make way for more than one other.
                startWorkers();
                call = callForRows();
            } finally {
                lock.unlock();
            }
            call.run();
        }
    }

    private void finish(Lane lane, long tookNanos) {
        running--;
        ahead.finished(tookNanos);
        lanes.finished(lane, tookNanos, nanoTime.getAsLong());
        if (running == 0) {
            quiet.signalAll();
        }
    }

    /** @return what is to be called once the lock is free */
    private Runnable callForRows() {
        if (!roomAwaited || !isWorthAClaim()) {
            return () -> {};
        }
        roomAwaited = false;
        return onRoom;
    }

    /** With many lanes one has room again all the time: a claim for each would be a statement for a few rows. */
    private boolean isWorthAClaim() {
        int room = room();
        int enough = ahead.worthAClaim();
        return moreIsDue && room >= enough
                || lanes.newRoom() > 0
                        && (Math.min(room, lanes.newRoom()) >= enough
                                || room > 0
                                        && lanes.slotsForNewRoom() >= Math.max(1, limits.concurrency() / IDLE_PART));
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }
}
