package io.webhookcourier.dispatch;

import io.webhookcourier.queue.Claim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The claimed rows of one endpoint: those that wait, how many are being delivered, and how long a delivery takes. Not
 * thread-safe; the dispatcher's lock guards it.
 */
final class Lane {

    /** The weight of the newest delivery in the mean. */
    private static final double NEWEST = 0.1;

    private final ArrayDeque<Claim> waiting = new ArrayDeque<>();
    private final String key;
    private final int cap;
    private int running;
    private double meanNanos;
    private boolean queued;

    Lane(String key, int cap) {
        this.key = key;
        this.cap = cap;
    }

    String key() {
        return key;
    }

    void enqueue(Claim claim) {
        waiting.add(claim);
    }

    /** Whether this lane is to be put into the queue of lanes that can start a delivery; true once until taken out. */
    boolean becomesReady() {
        if (queued || waiting.isEmpty() || running >= cap) {
            return false;
        }
        queued = true;
        return true;
    }

    /** Takes the next row to deliver; only after {@link #becomesReady()} said so. */
    Claim start() {
        queued = false;
        running++;
        return waiting.remove();
    }

    void finished(long tookNanos) {
        running--;
        meanNanos = meanNanos == 0 ? tookNanos : meanNanos + NEWEST * (tookNanos - meanNanos);
    }

    /** Removes and returns the waiting rows that match. */
    List<Claim> remove(Predicate<Claim> condition) {
        List<Claim> removed = new ArrayList<>();
        for (Iterator<Claim> rows = waiting.iterator(); rows.hasNext(); ) {
            Claim claim = rows.next();
            if (condition.test(claim)) {
                rows.remove();
                removed.add(claim);
            }
        }
        return removed;
    }

    /** It has been taken out of the queue of lanes that can start a delivery. */
    void unready() {
        queued = false;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    boolean idle() {
        return running == 0 && waiting.isEmpty();
    }

    /**
     * How many more rows may be claimed: as many as can start at once, and what an endpoint as quick as this one has
     * been will get through within the horizon.
     */
    int budget(long horizonNanos) {
        double soon = meanNanos == 0 ? 0 : cap * (horizonNanos / meanNanos);
        return (int) Math.min(Integer.MAX_VALUE / 2, cap + soon) - running - waiting.size();
    }
}
