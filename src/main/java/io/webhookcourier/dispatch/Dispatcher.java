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

/**
 * Starts deliveries of claimed rows: at most so many at a time in all and per endpoint, endpoints in turn, so that one
 * that hangs holds its own slots and nobody else's.
 *
 * <p>Every row given to {@link #accept} is given exactly once to the courier or, when it is taken back unsent, to the
 * caller of {@link #removeWaiting}. A row whose id or dedupe key is still in flight here (the application reset it
 * meanwhile) waits until {@link #settled} says that the earlier outcome is recorded. Thread-safe.
 */
public final class Dispatcher {

    /** Rows that will be started within this time may be claimed ahead. */
    private static final double HORIZON_NANOS = Duration.ofMillis(250).toNanos();

    /** So many batches are claimed ahead at most, however quick the deliveries are. */
    private static final int BATCHES_AHEAD = 4;

    /** Outcomes of so many batches may wait to be recorded before less is claimed, lest they fill the heap. */
    private static final int BATCHES_UNRECORDED = 10;

    /** The weight of the newest delivery in the mean of all. */
    private static final double NEWEST = 0.02;

    /** Delivers one row, whatever happens; never throws. */
    @FunctionalInterface
    public interface Courier {
        void deliver(Claim claim);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Lanes lanes;
    private final InFlight inFlight = new InFlight();

    private final DispatchLimits limits;
    private final ExecutorService workers;
    private final Courier courier;
    private final LongSupplier nanoTime;

    private Runnable onRoom = () -> {};
    private boolean roomAwaited;
    private boolean moreIsDue;
    private double meanNanos;
    private int running;
    private int waiting;
    private boolean suspended;

    /** @param workers runs as many tasks at a time as the limits say, without queueing; stays the caller's to close */
    public Dispatcher(DispatchLimits limits, ExecutorService workers, Courier courier, LongSupplier nanoTime) {
        this.limits = limits;
        this.lanes = new Lanes(limits.concurrency(), limits.concurrencyPerLane());
        this.workers = workers;
        this.courier = courier;
        this.nanoTime = nanoTime;
    }

    /**
     * Calls back, on a delivery's thread, once there is room for more rows: for a good part of a batch where more is
     * known to be due, or of a lane that was left out of the last claim. Once after each {@link #lookForRoom}.
     */
    public void whenThereIsRoom(Runnable callback) {
        lock.lock();
        try {
            onRoom = callback;
        } finally {
            lock.unlock();
        }
    }

    /** Takes over claimed rows. */
    public void accept(Collection<Claim> claims) {
        lock.lock();
        try {
            for (Claim given : claims) {
                Claim claim = inFlight.upToDate(given);
                waiting++;
                if (inFlight.enter(claim)) {
                    lanes.enqueue(claim);
                }
            }
            startWorkers();
        } finally {
            lock.unlock();
        }
    }

    /** The outcome of these rows is committed: a later claim of the same row, which was set aside, may go now. */
    public void settled(Collection<Claim> claims) {
        lock.lock();
        try {
            for (Claim claim : claims) {
                inFlight.leave(claim).forEach(lanes::enqueue);
            }
            startWorkers();
        } finally {
            lock.unlock();
        }
    }

    /** Takes back rows whose delivery has not begun. */
    public List<Claim> removeWaiting(Predicate<Claim> condition) {
        lock.lock();
        try {
            List<Claim> removed = new ArrayList<>(inFlight.removeSetAside(condition));
            removed.addAll(lanes.remove(condition));
            waiting -= removed.size();
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Starts nothing more until {@link #resume()}; what runs goes on. */
    public void suspend() {
        lock.lock();
        try {
            suspended = true;
        } finally {
            lock.unlock();
        }
    }

    public void resume() {
        lock.lock();
        try {
            suspended = false;
            startWorkers();
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            return running + waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Deliveries that run now. */
    public int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many rows may be claimed now, so that they can be started soon. When there is more room later, that is called
     * ({@link #whenThereIsRoom}), once.
     */
    public int lookForRoom() {
        lock.lock();
        try {
            roomAwaited = true;
            lanes.look(nanoTime.getAsLong());
            // An endpoint that has fallen silent may use other slots.
            startWorkers();
            return room();
        } finally {
            lock.unlock();
        }
    }

    /** Whether another claim is worth it, now that more is known to be due. */
    public boolean hasRoomForMore() {
        lock.lock();
        try {
            return room() >= roomWorthAClaim();
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many rows of each lane may be claimed now; to be called right before every claim.
     *
     * @param leftOut lanes that are not to be claimed from, whatever room they have
     */
    public LaneBudgets beginClaim(Set<String> leftOut) {
        lock.lock();
        try {
            inFlight.claimBegins();
            return lanes.budgets(window(), leftOut);
        } finally {
            lock.unlock();
        }
    }

    /** What the last claim told: whether rows are due that it did not take. */
    public void moreIsDue(boolean value) {
        lock.lock();
        try {
            moreIsDue = value;
        } finally {
            lock.unlock();
        }
    }

    private int room() {
        int unrecorded = inFlight.size() - running - waiting;
        return window()
                - running
                - waiting
                + Math.min(limits.batchSize(), lanes.heldBack())
                - Math.max(0, unrecorded - BATCHES_UNRECORDED * limits.batchSize());
    }

    private int window() {
        return limits.concurrency() + ahead();
    }

    private int ahead() {
        int most = BATCHES_AHEAD * limits.batchSize();
        return meanNanos == 0 ? 0 : (int) Math.min(most, limits.concurrency() * (HORIZON_NANOS / meanNanos));
    }

    private int roomWorthAClaim() {
        return Math.max(1, Math.min(limits.batchSize(), ahead()) / 2);
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

    /** Delivers, then goes on with the next row, of whichever lane is first in turn. */
    private void work(Lane firstLane, Claim firstClaim) {
        Lane lane = firstLane;
        Claim claim = firstClaim;
        while (claim != null) {
            long began = nanoTime.getAsLong();
            courier.deliver(claim);
            Runnable call;
            lock.lock();
            try {
                call = finish(lane, nanoTime.getAsLong() - began);
                lane = suspended ? null : lanes.next();
                claim = lane == null ? null : start(lane);
                // The end of one delivery can make way for more than one other.
                startWorkers();
            } finally {
                lock.unlock();
            }
            call.run();
        }
    }

    /** @return what is to be called once the lock is free */
    private Runnable finish(Lane lane, long tookNanos) {
        running--;
        meanNanos = meanNanos == 0 ? tookNanos : meanNanos + NEWEST * (tookNanos - meanNanos);
        boolean laneHasRoom = lanes.finished(lane, tookNanos, nanoTime.getAsLong());
        if (running == 0) {
            quiet.signalAll();
        }
        boolean roomForAll = moreIsDue && room() >= roomWorthAClaim();
        if (!roomAwaited || !(laneHasRoom || roomForAll)) {
            return () -> {};
        }
        roomAwaited = false;
        return onRoom;
    }
}
