package io.webhookcourier.dispatch;

import io.webhookcourier.queue.Claim;
import io.webhookcourier.queue.LaneBudgets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** Rows that an endpoint will get through within this time may be claimed ahead. */
    private static final long HORIZON_NANOS = Duration.ofMillis(250).toNanos();

    /** How many idle lanes keep the memory of how quick their endpoint is. */
    private static final int REMEMBERED_LANES = 10_000;

    /** Delivers one row, whatever happens; never throws. */
    @FunctionalInterface
    public interface Courier {
        void deliver(Claim claim);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private final InFlight inFlight = new InFlight();

    private final int concurrency;
    private final int concurrencyPerLane;
    private final ExecutorService workers;
    private final Courier courier;
    private final LongSupplier nanoTime;

    private Runnable onCapacity = () -> {};
    private int lowWater;
    private int running;
    private int waiting;
    private boolean suspended;

    /**
     * @param concurrency deliveries at a time, all lanes
     * @param concurrencyPerLane deliveries at a time of one lane
     * @param workers runs as many tasks at a time as concurrency says, without queueing; stays the caller's to close
     */
    public Dispatcher(
            int concurrency, int concurrencyPerLane, ExecutorService workers, Courier courier, LongSupplier nanoTime) {
        this.concurrency = concurrency;
        this.concurrencyPerLane = concurrencyPerLane;
        this.workers = workers;
        this.courier = courier;
        this.nanoTime = nanoTime;
    }

    /** Calls back, on a delivery's thread, whenever the rows in hand fall to this many. */
    public void whenDownTo(int rows, Runnable callback) {
        lock.lock();
        try {
            lowWater = rows;
            onCapacity = callback;
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
                    enqueue(claim);
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
                for (Claim next : inFlight.leave(claim)) {
                    enqueue(next);
                }
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
            for (Lane lane : lanes.values()) {
                if (lane.hasWaiting()) {
                    removed.addAll(lane.remove(condition));
                }
            }
            waiting -= removed.size();
            forgetEmptyLanes();
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

    /** How many rows of each lane may be claimed now; to be called right before every claim. */
    public LaneBudgets beginClaim() {
        lock.lock();
        try {
            inFlight.claimBegins();
            Set<String> blocked = new HashSet<>();
            Map<String, Integer> special = new HashMap<>();
            for (Lane lane : lanes.values()) {
                int budget = lane.budget(HORIZON_NANOS);
                if (budget <= 0) {
                    blocked.add(lane.key());
                } else if (budget != concurrencyPerLane) {
                    special.put(lane.key(), budget);
                }
            }
            return new LaneBudgets(blocked, special, concurrencyPerLane);
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Claim claim) {
        Lane lane = lanes.computeIfAbsent(claim.lane(), key -> new Lane(key, concurrencyPerLane));
        lane.enqueue(claim);
        if (lane.becomesReady()) {
            ready.add(lane);
        }
    }

    /** A lane that lost its rows while it was in turn has nothing to start. */
    private void forgetEmptyLanes() {
        ready.removeIf(lane -> {
            if (lane.hasWaiting()) {
                return false;
            }
            lane.unready();
            return true;
        });
    }

    private void startWorkers() {
        int startable = Math.min(concurrency - running, waiting);
        for (int i = 0; i < startable && !suspended; i++) {
            Lane lane = ready.poll();
            if (lane == null) {
                return;
            }
            Claim claim = start(lane);
            workers.execute(() -> work(lane, claim));
        }
    }

    private Claim start(Lane lane) {
        Claim claim = lane.start();
        running++;
        waiting--;
        if (lane.becomesReady()) {
            ready.add(lane);
        }
        return claim;
    }

    /** Delivers, then goes on with the next row, of whichever lane is first in turn. */
    private void work(Lane firstLane, Claim firstClaim) {
        Lane lane = firstLane;
        Claim claim = firstClaim;
        while (claim != null) {
            long began = nanoTime.getAsLong();
            courier.deliver(claim);
            boolean low;
            lock.lock();
            try {
                finish(lane, nanoTime.getAsLong() - began);
                low = running + waiting == lowWater;
                lane = suspended ? null : ready.poll();
                claim = lane == null ? null : start(lane);
            } finally {
                lock.unlock();
            }
            if (low) {
                onCapacity.run();
            }
        }
    }

    private void finish(Lane lane, long tookNanos) {
        running--;
        lane.finished(tookNanos);
        if (lane.becomesReady()) {
            ready.add(lane);
        } else if (lane.idle() && lanes.size() > REMEMBERED_LANES) {
            lanes.remove(lane.key());
        }
        if (running == 0) {
            quiet.signalAll();
        }
    }
}
