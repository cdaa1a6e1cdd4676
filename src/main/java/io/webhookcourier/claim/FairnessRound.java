package io.webhookcourier.claim;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Ensures that the backlog of some endpoints never hides another one. Claims take the oldest rows, so a long backlog
 * fills them, and what became due later is not even looked at. Therefore claims rotate now and then: lanes that got rows
 * sit out, until a claim has come to the end of the queue. Not thread-safe: one thread claims.
 */
final class FairnessRound {

    /** About how often an endpoint behind the others' backlog is examined. */
    private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final LongSupplier nanoTime;
    private final Set<String> served = new HashSet<>();
    private boolean underWay;
    private long completedNanos;

    FairnessRound(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.completedNanos = nanoTime.getAsLong();
    }

    /** The lanes that sit out the next claim. */
    Set<String> sittingOut() {
        underWay |= nanoTime.getAsLong() - completedNanos >= EVERY_NANOS;
        return Set.copyOf(served);
    }

    /**
     * Registers what the claim found.
     *
     * @return whether more may be due
     */
    boolean observe(ClaimResult result) {
        if (result.full() && !result.claims().isEmpty()) {
            if (underWay) {
                served.addAll(result.lanes());
            }
            return true;
        }
        boolean others = !served.isEmpty();
        served.clear();
        underWay = false;
        completedNanos = nanoTime.getAsLong();
        return others;
    }
}
