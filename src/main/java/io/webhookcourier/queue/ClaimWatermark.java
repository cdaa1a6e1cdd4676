package io.webhookcourier.queue;

import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * From which runAt a claim needs to look. Due rows that cannot be taken (of a foreign provider, of an endpoint at its
 * cap) pile up at the front of the index, and filtering 100,000 of them at every poll costs forty times as much as
 * beginning behind them.
 *
 * <p>What is known: before the mark there was no row to take while certain lanes were blocked. As long as those lanes
 * stay blocked the claim begins at the mark; once one is free again it begins at the front, and the mark is kept for
 * when the lane is blocked again. Rows can appear before the mark (a late commit, a row handed back by another worker),
 * so every now and then a claim begins at the front all the same. Not thread-safe: one thread claims.
 */
final class ClaimWatermark {

    /** Rows younger than this may still be uncommitted when a claim sees none of them. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration SHORTEST_SCAN_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_SCAN_INTERVAL = Duration.ofSeconds(30);

    /** A scan from the front may take about a hundredth of the time. */
    private static final int SCAN_SHARE = 100;

    private final LongSupplier nanoTime;
    private Long markMicros;
    private Set<String> blockedAtMark = Set.of();
    private boolean scanning;
    private long nextScanNanos;

    ClaimWatermark(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextScanNanos = nanoTime.getAsLong();
    }

    /** The runAt to begin from, in microseconds since the epoch, or null for the front. */
    Long startFor(Set<String> blockedLanes) {
        scanning = markMicros == null || nanoTime.getAsLong() - nextScanNanos >= 0;
        return scanning || !blockedLanes.containsAll(blockedAtMark) ? null : markMicros;
    }

    /**
     * Takes in what a claim from {@link #startFor} found. Rows above their lane's budget were seen and left: the mark
     * must not pass them.
     */
    void observe(ClaimResult result, int limit, Set<String> blockedLanes, long tookNanos) {
        boolean tookEverything = result.candidates() < limit && result.claims().size() == result.candidates();
        if (tookEverything) {
            remember(result.nowMicros() - GRACE.toNanos() / 1_000, blockedLanes);
        } else if (markMicros == null || (!scanning && blockedLanes.containsAll(blockedAtMark))) {
            remember(result.firstRunAtMicros(), blockedLanes);
        }
        if (scanning && (tookEverything || result.firstRunAtMicros() >= markMicros)) {
            long pause = Math.max(SHORTEST_SCAN_INTERVAL.toNanos(), tookNanos * SCAN_SHARE);
            nextScanNanos = nanoTime.getAsLong() + Math.min(pause, LONGEST_SCAN_INTERVAL.toNanos());
        }
    }

    /** Rows may have appeared anywhere: begin at the front next time. */
    void forget() {
        markMicros = null;
    }

    private void remember(long micros, Set<String> blockedLanes) {
        markMicros = micros;
        blockedAtMark = Set.copyOf(blockedLanes);
    }
}
