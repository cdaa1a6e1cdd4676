package io.webhookcourier.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * From which runAt a claim needs to look. Due rows that cannot be taken (of a foreign provider, of a paused workspace,
 * of an endpoint at its limit) pile up at the front of the index, and filtering 100,000 of them at every poll costs a
 * hundred times as much as beginning behind them.
 *
 * <p>A mark says: before this runAt there is no row to take while these lanes are blocked. It serves every claim that
 * blocks at least them. Rows can appear before a mark all the same (a late commit, a row released by another worker),
 * so every now and then a claim begins at the front: as often as that takes a small part of the time, at least twice a
 * minute. Not thread-safe: one thread claims.
 */
final class ScanWatermarks {

    /** Rows younger than this may still be uncommitted when a claim sees none of them. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration SHORTEST_SCAN_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_SCAN_INTERVAL = Duration.ofSeconds(30);

    /** A scan from the front may take at most this fraction of the time: less than polls of an empty queue take. */
    private static final int SCAN_SHARE = 600;

    /** One claim may be slow for many reasons, the start of the JVM for one: it delays the next scan only a little. */
    private static final int SCAN_INTERVAL_GROWTH = 4;

    /** Lanes come and go, and with them the sets of blocked ones; the newest marks are kept. */
    private static final int MOST_MARKS = 16;

    /**
     * @param nextScanNanos when to look before the mark again
     * @param scanInterval how long that was from the last look
     */
    private record Mark(Set<String> blocked, long micros, long nextScanNanos, long scanInterval) {

        boolean serves(Set<String> blockedNow) {
            return blockedNow.containsAll(blocked);
        }

        Mark notBeyond(long limitMicros) {
            return new Mark(blocked, Math.min(micros, limitMicros), nextScanNanos, scanInterval);
        }
    }

    private final LongSupplier nanoTime;

    /** The one remembered last comes last. */
    private final List<Mark> marks = new ArrayList<>();

    private Long start;
    private boolean scanning;
    private long nextScanNanos;
    private long scanInterval;
    private String pauses;

    ScanWatermarks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The runAt to begin from, in microseconds since the epoch, or null for the front. */
    Long startFor(Set<String> blockedLanes) {
        long now = nanoTime.getAsLong();
        start = null;
        scanInterval = SHORTEST_SCAN_INTERVAL.toNanos();
        long furthest = Long.MIN_VALUE;
        for (Mark mark : marks) {
            if (!mark.serves(blockedLanes)) {
                continue;
            }
            furthest = Math.max(furthest, mark.micros);
            scanInterval = Math.max(scanInterval, mark.scanInterval);
            if (mark.nextScanNanos - now > 0 && (start == null || mark.micros > start)) {
                start = mark.micros;
                nextScanNanos = mark.nextScanNanos;
            }
        }
        scanning = start == null || start < furthest;
        return start;
    }

    /** Takes in what a claim from {@link #startFor} found. */
    void observe(ClaimResult result, Set<String> blockedLanes, long tookNanos) {
        if (!result.pauses().equals(pauses)) {
            // Resumed rows may have been due for a long time.
            pauses = result.pauses();
            marks.clear();
            if (start != null) {
                return;
            }
        }
        boolean tookEverything = !result.full() && result.claims().size() == result.candidates();
        long known = tookEverything ? result.nowMicros() - GRACE.toNanos() / 1_000 : result.firstRunAtMicros();
        if (!tookEverything) {
            // Rows that were seen and left, or not even seen: no mark may be beyond the first of them.
            marks.replaceAll(mark -> mark.serves(blockedLanes) ? mark.notBeyond(known) : mark);
        }
        if (scanning) {
            scanInterval = intervalAfter(tookNanos);
            nextScanNanos = nanoTime.getAsLong() + scanInterval;
        }
        remember(new Mark(Set.copyOf(blockedLanes), known, nextScanNanos, scanInterval));
    }

    private long intervalAfter(long tookNanos) {
        long interval = Math.min(tookNanos * SCAN_SHARE, SCAN_INTERVAL_GROWTH * scanInterval);
        return Math.min(Math.max(interval, SHORTEST_SCAN_INTERVAL.toNanos()), LONGEST_SCAN_INTERVAL.toNanos());
    }

    /** A row of this lane is due again since then. */
    void returned(String lane, long runAtMicros) {
        marks.replaceAll(mark -> mark.blocked.contains(lane) ? mark : mark.notBeyond(runAtMicros));
    }

    /** Rows may have appeared anywhere: begin at the front next time. */
    void forget() {
        marks.clear();
    }

    private void remember(Mark mark) {
        marks.removeIf(other ->
                other.blocked.equals(mark.blocked) || (other.micros <= mark.micros && mark.serves(other.blocked)));
        marks.add(mark);
        if (marks.size() > MOST_MARKS) {
            marks.remove(0);
        }
    }
}
