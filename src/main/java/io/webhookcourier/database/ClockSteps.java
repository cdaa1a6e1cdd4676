package io.webhookcourier.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Notices when the database's clock is set forward, by comparing it with this machine's monotonic clock. What is judged
 * by age in the database must then be given the difference: nothing has really aged by it. Not thread-safe.
 */
public final class ClockSteps {

    /** What slow answers and drift may look like. */
    private static final long TOLERATED_MICROS = 1_000_000;

    /** One reading of the difference between both clocks, and when it was last about the same. */
    private record Level(long offsetMicros, long seenNanos) {}

    private final long windowNanos;

    /** Ascending by offset and by time. */
    private final Deque<Level> levels = new ArrayDeque<>();

    private long firstNanos;
    private long offsetMicros;

    /** @param window how long a step is remembered */
    public ClockSteps(Duration window) {
        this.windowNanos = window.toNanos();
    }

    /** The database's clock, in microseconds since the epoch, was read at this moment of the monotonic clock. */
    public void observe(long databaseMicros, long nanos) {
        if (levels.isEmpty()) {
            firstNanos = nanos;
        }
        // From the first reading on: the monotonic clock's own numbers may pass from the largest to the smallest.
        offsetMicros = databaseMicros - (nanos - firstNanos) / 1_000;
        while (!levels.isEmpty() && levels.getLast().offsetMicros >= offsetMicros) {
            levels.removeLast();
        }
        Level last = levels.peekLast();
        if (last != null && offsetMicros - last.offsetMicros < TOLERATED_MICROS) {
            levels.removeLast();
            levels.addLast(new Level(last.offsetMicros, nanos));
        } else {
            levels.addLast(new Level(offsetMicros, nanos));
        }
        while (nanos - levels.getFirst().seenNanos > windowNanos) {
            levels.removeFirst();
        }
    }

    /** How far the clock was set forward within the window; zero for what a slow answer may look like. */
    public Duration forward() {
        if (levels.isEmpty()) {
            return Duration.ZERO;
        }
        long micros = offsetMicros - levels.getFirst().offsetMicros;
        return micros < TOLERATED_MICROS ? Duration.ZERO : Duration.ofNanos(micros * 1_000);
    }
}
