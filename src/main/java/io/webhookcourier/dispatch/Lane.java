package io.webhookcourier.dispatch;

import java.time.Duration;
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

    /** Rows that an endpoint will get through within this time may be claimed ahead. */
    private static final double HORIZON_NANOS = Duration.ofMillis(250).toNanos();

    /** An endpoint that takes longer, or has not finished anything for so long, is slow. */
    private static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();

    /** The weight of the newest delivery in the mean. */
    private static final double NEWEST = 0.1;

    /** An unknown endpoint begins with this fraction of its concurrent deliveries. */
    private static final int UNKNOWN_PART = 4;

    /** What is known of an endpoint. */
    enum Pace {
        /** It answered quickly of late. */
        QUICK,
        /** It has not answered yet, and has not been silent for long either. */
        UNKNOWN,
        SLOW
    }

    private final ArrayDeque<Claim> waiting = new ArrayDeque<>();
    private final String key;
    private final int cap;
    private int running;
    private double meanNanos;
    private long progressNanos;
    private boolean slow;
    private boolean queued;
    private boolean leftOut;
    private int roomSaid;

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
        if (queued || waiting.isEmpty() || running >= allowed()) {
            return false;
        }
        queued = true;
        return true;
    }

    /** Takes the next row to deliver; only after {@link #becomesReady()} said so. */
    Claim start(long nowNanos) {
        if (running == 0) {
            progressNanos = nowNanos;
        }
        queued = false;
        running++;
        return waiting.remove();
    }

    void finished(long tookNanos, long nowNanos) {
        running--;
        progressNanos = nowNanos;
        meanNanos = meanNanos == 0 ? Math.max(1, tookNanos) : meanNanos + NEWEST * (tookNanos - meanNanos);
        slow = meanNanos >= SLOW_NANOS;
    }

    /** Checks whether the endpoint has fallen silent. */
    void look(long nowNanos) {
        slow |= running > 0 && nowNanos - progressNanos >= SLOW_NANOS;
    }

    Pace pace() {
        if (slow) {
            return Pace.SLOW;
        }
        return meanNanos == 0 ? Pace.UNKNOWN : Pace.QUICK;
    }

    boolean slow() {
        return slow;
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

    /** The row whose turn is next; only while rows wait. */
    Claim next() {
        return waiting.element();
    }

    int running() {
        return running;
    }

    int inHand() {
        return running + waiting.size();
    }

    /**
     * How many more rows may be claimed: as many as can start at once, and what an endpoint as quick as this one has
     * been will get through within the horizon.
     *
     * @param share rows in hand of one lane at most
     */
    int room(int share) {
        return limit(share) - inHand();
    }

    /**
     * With less room than this nothing is claimed: rows of a quick endpoint are claimed by the batch, so that between
     * two batches claims look at what is behind its backlog.
     */
    int minimumBatch(int share) {
        return Math.max(1, Math.min(ahead(), limit(share)) / 2);
    }

    /** Whether the last claim took no rows of this lane. */
    boolean isLeftOut() {
        return leftOut;
    }

    /** The next claim leaves this lane out, or does so no more. */
    void leaveOut(boolean leaveOut) {
        this.leftOut = leaveOut;
        this.roomSaid = 0;
    }

    /** Room for a claim's worth of rows that this lane, left out of the last claim, has got since, each row said once. */
    int newRoom(int share) {
        int room = room(share);
        if (!leftOut || room < minimumBatch(share)) {
            return 0;
        }
        int more = Math.max(0, room - roomSaid);
        roomSaid += more;
        return more;
    }

    private int allowed() {
        return pace() == Pace.UNKNOWN ? Math.max(1, cap / UNKNOWN_PART) : cap;
    }

    private int limit(int share) {
        return (int) Math.min((long) cap + ahead(), share);
    }

    private int ahead() {
        return meanNanos == 0 || slow ? 0 : (int) Math.min(Integer.MAX_VALUE / 2, cap * (HORIZON_NANOS / meanNanos));
    }
}
