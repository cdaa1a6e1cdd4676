package io.webhookcourier.claim;

import io.webhookcourier.database.WriteFailure;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A growing pause after claims that failed, which no wake-up cuts short. Not thread-safe. */
final class ClaimPause {

    private static final Duration FIRST = Duration.ofMillis(50);

    /** A database that comes back is seen as soon as this. */
    private static final Duration LONGEST_WHILE_AWAY = Duration.ofSeconds(1);

    /** While the database answers and refuses every row. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private Duration pause = Duration.ZERO;
    private long notBeforeNanos;

    /** @param nanoTime the monotonic clock, in nanoseconds */
    ClaimPause(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void failed(Exception e) {
        Duration longest = WriteFailure.of(e) == WriteFailure.UNAVAILABLE ? LONGEST_WHILE_AWAY : LONGEST;
        pause = pause.isZero() ? FIRST : pause.multipliedBy(2);
        pause = pause.compareTo(longest) < 0 ? pause : longest;
        notBeforeNanos = nanoTime.getAsLong() + pause.toNanos();
    }

    boolean holds() {
        return !pause.isZero() && nanoTime.getAsLong() - notBeforeNanos < 0;
    }

    void end() {
        pause = Duration.ZERO;
    }
}
