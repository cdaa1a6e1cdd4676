package io.webhookcourier.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attempts whose row cannot be written now, each with the moment at which it is tried again: soon where another transaction
 * holds the row, after a growing pause where the database refuses it. Not thread-safe: the recorder's own.
 */
final class SetAside {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final Duration LONGEST_PAUSE_OF_ALL = Duration.ofSeconds(5);

    /** Of those whose outcome is in the attempt log; the rows of more are released as stale. */
    private static final int MOST = 1_000;

    private static final class Entry {
        private final long firstNanos;
        private long dueNanos;
        private Duration pause = FIRST_PAUSE;
        private boolean happened;

        Entry(long firstNanos) {
            this.firstNanos = firstNanos;
        }
    }

    private final Map<AttemptRecord, Entry> entries = new IdentityHashMap<>();
    private int happened;

    /** Another transaction holds the row. */
    void locked(AttemptRecord attempt, long nowNanos) {
        entry(attempt, nowNanos).dueNanos = nowNanos + FIRST_PAUSE.toNanos();
    }

    /**
     * The database refuses the row.
     *
     * @param likeAll whether it refuses every row: once it accepts them again, all are due soon
     */
    void refused(AttemptRecord attempt, long nowNanos, boolean likeAll) {
        Duration longest = likeAll ? LONGEST_PAUSE_OF_ALL : LONGEST_PAUSE;
        Entry entry = entry(attempt, nowNanos);
        Duration pause = entry.pause.compareTo(longest) < 0 ? entry.pause : longest;
        entry.dueNanos = nowNanos + pause.toNanos();
        entry.pause = pause.multipliedBy(2);
    }

    /**
     * The outcome of a refused row is in the attempt log, and only the row is left to be written.
     *
     * @param kept the attempt under which it is kept from now on
     * @param likeAll as for {@link #refused}
     */
    void happened(AttemptRecord attempt, AttemptRecord kept, long nowNanos, boolean likeAll) {
        Entry entry = entries.remove(attempt);
        if (happened >= MOST) {
            return;
        }
        happened++;
        entry = entry == null ? new Entry(nowNanos) : entry;
        entry.happened = true;
        entries.put(kept, entry);
        refused(kept, nowNanos, likeAll);
    }

    boolean hasHappened(AttemptRecord attempt) {
        Entry entry = entries.get(attempt);
        return entry != null && entry.happened;
    }

    /** When the attempt was refused or locked first. */
    long firstNanos(AttemptRecord attempt, long nowNanos) {
        Entry entry = entries.get(attempt);
        return entry == null ? nowNanos : entry.firstNanos;
    }

    /** The attempt is recorded. */
    void remove(AttemptRecord attempt) {
        Entry entry = entries.remove(attempt);
        if (entry != null && entry.happened) {
            happened--;
        }
    }

    void removeAll(Collection<AttemptRecord> attempts) {
        if (!entries.isEmpty()) {
            attempts.forEach(this::remove);
        }
    }

    /** Those that are to be tried now; they stay until they are removed. */
    List<AttemptRecord> due(long nowNanos) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<AttemptRecord> due = new ArrayList<>();
        entries.forEach((attempt, entry) -> {
            if (nowNanos - entry.dueNanos >= 0) {
                due.add(attempt);
            }
        });
        return due;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether outcomes wait of which nothing is written yet. */
    boolean hasUnwritten() {
        return entries.size() > happened;
    }

    private Entry entry(AttemptRecord attempt, long nowNanos) {
        return entries.computeIfAbsent(attempt, any -> new Entry(nowNanos));
    }
}
