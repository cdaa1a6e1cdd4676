package io.webhookcourier.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long this worker may rely on the rows that it has claimed. Past its heartbeat's expiry, or past the stale lock,
 * others release them; so a delivery begins only while a whole attempt fits before both. This is what stops a worker
 * that was paused and wakes: the monotonic clock ran on while it slept.
 */
public final class Lease {

    private final LongSupplier nanoTime;
    private final long heartbeatNanos;
    private final long staleLockNanos;
    private volatile long confirmedNanos;
    private volatile long steadySinceNanos;
    private volatile boolean begun;

    /**
     * @param deadWorkerAfter how long one heartbeat is good for
     * @param staleLock how long one claim is good for, heartbeat or not
     */
    public Lease(LongSupplier nanoTime, Duration deadWorkerAfter, Duration staleLock) {
        this.nanoTime = nanoTime;
        this.heartbeatNanos = deadWorkerAfter.toNanos();
        this.staleLockNanos = staleLock.toNanos();
        this.confirmedNanos = nanoTime.getAsLong() - heartbeatNanos;
        this.steadySinceNanos = confirmedNanos;
    }

    /** A heartbeat was stored; its statement was sent at this moment of the monotonic clock. */
    void confirmed(long sentNanos) {
        if (begun && sentNanos - confirmedNanos > overdueNanos()) {
            steadySinceNanos = sentNanos;
        }
        begun = true;
        confirmedNanos = sentNanos;
    }

    /**
     * Whether this worker may take others for dead by their heartbeats. Not while its own is overdue, and not soon after:
     * what kept this one from beating, a database that was away, kept them too, and they get the whole time again to
     * record what they have in hand before it is sent a second time.
     */
    public boolean mayJudgeOthers() {
        long now = nanoTime.getAsLong();
        return now - confirmedNanos <= overdueNanos() && now - steadySinceNanos >= heartbeatNanos;
    }

    /** Heartbeats come six times as often; others may have stored their last one a beat before this worker's. */
    private long overdueNanos() {
        return heartbeatNanos / 3 * 2;
    }

    /** Whether a row that was claimed then stays this worker's for so long from now. */
    public boolean holds(long claimedNanos, Duration needed) {
        long then = nanoTime.getAsLong() + needed.toNanos();
        return then - (confirmedNanos + heartbeatNanos) < 0 && then - (claimedNanos + staleLockNanos) < 0;
    }
}
