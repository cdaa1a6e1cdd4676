package io.webhookcourier.dispatch;

import java.time.Duration;

/**
 * How many rows are claimed ahead of the deliveries that run: as many as will be started within a quarter of a second,
 * as quick as deliveries have been of late. Arithmetic only; not thread-safe.
 */
final class ClaimAhead {

    /** Rows that will be started within this time may be claimed ahead. */
    private static final double HORIZON_NANOS = Duration.ofMillis(250).toNanos();

    /** At most this many batches are claimed ahead, no matter how fast the deliveries are. */
    private static final int MOST_BATCHES = 4;

    /** Outcomes of this many batches may wait to be recorded before less is claimed, so that they do not fill the heap. */
    private static final int BATCHES_UNRECORDED = 10;

    /** The weight of the newest delivery in the mean of all. */
    private static final double NEWEST = 0.02;

    private final DispatchLimits limits;
    private double meanNanos;

    ClaimAhead(DispatchLimits limits) {
        this.limits = limits;
    }

    void finished(long tookNanos) {
        meanNanos = meanNanos == 0 ? tookNanos : meanNanos + NEWEST * (tookNanos - meanNanos);
    }

    /** Rows of all lanes that may be in hand. */
    int window() {
        return limits.concurrency() + ahead();
    }

    /**
     * How many more rows may be claimed; negative when there are too many already.
     *
     * @param outstanding rows in hand whose delivery has not ended
     * @param unrecorded rows whose delivery has ended and whose outcome is not committed
     * @param heldBack outstanding rows that take no other lane's place
     */
    int room(int outstanding, int unrecorded, int heldBack) {
        return window()
                - outstanding
                + Math.min(limits.batchSize(), heldBack)
                - Math.max(0, unrecorded - BATCHES_UNRECORDED * limits.batchSize());
    }

    /** With less room than this, another claim is not worthwhile. */
    int worthAClaim() {
        return Math.max(1, Math.min(limits.batchSize(), ahead()) / 2);
    }

    private int ahead() {
        int most = MOST_BATCHES * limits.batchSize();
        return meanNanos == 0 ? 0 : (int) Math.min(most, limits.concurrency() * (HORIZON_NANOS / meanNanos));
    }
}
