package io.webhookcourier.health;

import io.webhookcourier.claim.ClaimRequest;
import io.webhookcourier.claim.ClaimResult;
import io.webhookcourier.claim.Claimer;
import io.webhookcourier.record.AttemptRecord;
import io.webhookcourier.record.RecordingListener;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * When claims and records last got anywhere, in nanoseconds of the monotonic clock: a statement that hangs reports no
 * failure. Thread-safe.
 */
public final class WorkProgress implements RecordingListener {

    private final LongSupplier nanoTime;
    private volatile Long claimUnderWaySince;
    private volatile long takenAt;
    private volatile long recordedAt;

    public WorkProgress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.takenAt = nanoTime.getAsLong();
        this.recordedAt = takenAt;
    }

    /** The same route, watched. */
    public Claimer.ClaimRoute watching(Claimer.ClaimRoute route) {
        return request -> claim(route, request);
    }

    private ClaimResult claim(Claimer.ClaimRoute route, ClaimRequest request) throws Exception {
        claimUnderWaySince = nanoTime.getAsLong();
        try {
            ClaimResult result = route.claim(request);
            if (!result.claims().isEmpty()) {
                takenAt = nanoTime.getAsLong();
            }
            return result;
        } finally {
            claimUnderWaySince = null;
        }
    }

    @Override
    public void recorded(AttemptRecord attempt, boolean lockLost, Instant at) {
        recordedAt = nanoTime.getAsLong();
    }

    /** When the claim that has no answer yet was sent, or null. */
    Long claimUnderWaySince() {
        return claimUnderWaySince;
    }

    /** When a claim last took a row; the start before the first. */
    long takenAt() {
        return takenAt;
    }

    /** When an outcome was last recorded; the start before the first. */
    long recordedAt() {
        return recordedAt;
    }
}
