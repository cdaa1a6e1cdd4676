package io.webhookcourier.worker;

import io.webhookcourier.database.ClockSteps;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Decides which workers are dead. A worker is dead once its stored heartbeat has not changed over a whole lease as seen
 * here, on this machine's monotonic clock. The database's clock decides nothing: when it is set, stored expiries are
 * past or future all at once, and every live worker would look dead.
 *
 * <p>Guaranteed: this worker never judges itself, and judges no other worker while its own heartbeats are not steady (see
 * {@link Lease#mayJudgeOthers()}). A worker that is declared dead has let its lease run out by its own monotonic clock,
 * which began when it sent the heartbeat that is seen here. Thread-safe.
 */
public final class WorkerWatch {

    /**
     * A stored heartbeat.
     *
     * @param worker its id
     * @param value differs from one heartbeat to the next; compared, never interpreted
     * @param lease how long the heartbeat is good for by the worker's own settings
     */
    public record Beat(String worker, String value, Duration lease) {}

    /** A dead worker, with its last heartbeat: if another one is stored meanwhile, it is alive after all. */
    public record Dead(String worker, String lastHeartbeat) {}

    private record Watched(String value, long leaseNanos, long sinceNanos) {}

    private final LongSupplier nanoTime;
    private final String self;
    private final long leaseNanos;
    private final BooleanSupplier mayJudgeOthers;
    private final ClockSteps clockSteps;
    private Map<String, Watched> watched = Map.of();

    /**
     * @param self this worker's id
     * @param deadWorkerAfter the shortest time without a new heartbeat after which a worker is dead
     * @param staleLock how long a lock is good for
     * @param mayJudgeOthers whether this worker's own heartbeats are steady
     */
    public WorkerWatch(
            LongSupplier nanoTime,
            String self,
            Duration deadWorkerAfter,
            Duration staleLock,
            BooleanSupplier mayJudgeOthers) {
        this.nanoTime = nanoTime;
        this.self = self;
        this.leaseNanos = deadWorkerAfter.toNanos();
        this.mayJudgeOthers = mayJudgeOthers;
        this.clockSteps = new ClockSteps(staleLock);
    }

    /**
     * All heartbeats as they are stored now.
     *
     * @param databaseMicros the database's clock, in microseconds since the epoch
     */
    public synchronized void observe(long databaseMicros, List<Beat> beats) {
        long now = nanoTime.getAsLong();
        clockSteps.observe(databaseMicros, now);
        Map<String, Watched> seen = new HashMap<>();
        for (Beat beat : beats) {
            Watched before = watched.get(beat.worker());
            boolean unchanged = before != null && before.value.equals(beat.value());
            seen.put(
                    beat.worker(),
                    unchanged
                            ? before
                            : new Watched(
                                    beat.value(),
                                    Math.max(leaseNanos, beat.lease().toNanos()),
                                    now));
        }
        seen.remove(self);
        watched = seen;
    }

    /** Whether this worker may release rows of others now. */
    public boolean mayJudgeOthers() {
        return mayJudgeOthers.getAsBoolean();
    }

    /** The workers that are dead as of the last observation; none while this worker may not judge. */
    public synchronized List<Dead> dead() {
        if (!mayJudgeOthers()) {
            return List.of();
        }
        long now = nanoTime.getAsLong();
        return watched.entrySet().stream()
                .filter(worker -> now - worker.getValue().sinceNanos >= worker.getValue().leaseNanos)
                .map(worker -> new Dead(worker.getKey(), worker.getValue().value))
                .toList();
    }

    /** By how much locks look older than they are, because the database's clock was set forward a while ago. */
    public synchronized Duration clockSetForward() {
        return clockSteps.forward();
    }
}
