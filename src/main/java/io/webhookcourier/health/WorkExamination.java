package io.webhookcourier.health;

import io.webhookcourier.database.Reachability;
import io.webhookcourier.metrics.LatestQueueReading;
import io.webhookcourier.worker.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Finds what keeps this worker from delivering: no database, claims or records that fail or hang, due rows that no claim
 * gets. Only what has lasted: a lost connection or a restart of the database is over in seconds. Not thread-safe.
 */
public final class WorkExamination {

    /** How long claims or records must have failed. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    /** How long no row must have been taken: a claim from the front of the queue may take half a minute to come round. */
    static final Duration ROWS_LIMIT = Duration.ofSeconds(45);

    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    /**
     * What this worker does at the moment.
     *
     * @param running deliveries that are under way
     * @param unrecorded outcomes that wait to be recorded
     * @param leaseHolds whether the heartbeat was stored lately, without which nothing is claimed
     */
    public record Worker(IntSupplier running, IntSupplier unrecorded, BooleanSupplier leaseHolds) {}

    private final Reachability reachability;
    private final Trouble trouble;
    private final WorkProgress progress;
    private final Worker worker;
    private final LatestQueueReading queue;
    private final Waits waits;
    private final InstantSource clock;

    private Waits.Look look = Waits.Look.NOTHING;
    private Long lookedAt;
    private Long leaseLostAt;

    /** When the database was last found away; null before that. */
    private Long awayAt;

    private volatile int lockedRows;

    public WorkExamination(
            Reachability reachability,
            Trouble trouble,
            WorkProgress progress,
            Worker worker,
            LatestQueueReading queue,
            Waits waits,
            InstantSource clock) {
        this.reachability = reachability;
        this.trouble = trouble;
        this.progress = progress;
        this.worker = worker;
        this.queue = queue;
        this.waits = waits;
        this.clock = clock;
    }

    /** @param now of the monotonic clock, in nanoseconds */
    List<Problem> examine(long now) {
        Optional<Reachability.Outage> outage = reachability.outage();
        if (outage.isPresent()) {
            lockedRows = 0;
            awayAt = now;
            return List.of(new Problem(
                    Problem.Kind.DATABASE, outage.get().since(), outage.get().text()));
        }
        Long claimsSince = sinceConnected(claimsFailSince(now));
        Long recordsSince = sinceConnected(recordsFailSince(now));
        boolean late = isLate();
        lookAround(now, claimsSince, recordsSince, late);
        List<Problem> problems = new ArrayList<>();
        if (lasts(claimsSince, LIMIT, now)) {
            problems.add(problem(Problem.Kind.CLAIMS, claimsSince, now, "claims have failed", claimReason()));
        }
        if (lasts(recordsSince, LIMIT, now)) {
            problems.add(problem(
                    Problem.Kind.RECORDS, recordsSince, now, "outcomes have not been recorded", recordReason()));
        }
        if (problems.isEmpty() && late && noneIsTaken(now)) {
            problems.add(rowsNobodyTakes(now));
        }
        return problems;
    }

    /** Of the oldest due rows those that another session has locked, at the last look; 50 of them at most. */
    int lockedRows() {
        return lockedRows;
    }

    /** A due row that waits longer than claims take to come round; not what is paused. */
    private boolean isLate() {
        return queue.oldestDueSeconds() > FIRST_LOOK.toSeconds()
                && !queue.paused().contains(LatestQueueReading.EVERYTHING);
    }

    private boolean noneIsTaken(long now) {
        return lasts(sinceConnected(progress.takenAt()), ROWS_LIMIT, now)
                && queue.oldestDueSeconds() > ROWS_LIMIT.toSeconds()
                && worker.running().getAsInt() == 0;
    }

    private Long claimsFailSince(long now) {
        leaseLostAt = worker.leaseHolds().getAsBoolean() ? null : leaseLostAt == null ? Long.valueOf(now) : leaseLostAt;
        Trouble.Failing failing = trouble.claims();
        return earliest(
                earliest(failing == null ? null : failing.sinceNanos(), progress.claimUnderWaySince()), leaseLostAt);
    }

    private Long recordsFailSince(long now) {
        Trouble.Failing failing = trouble.records();
        Long hangs =
                worker.unrecorded().getAsInt() > 0 && now - progress.recordedAt() > 0 ? unrecordedSince(now) : null;
        if (hangs == null) {
            unrecordedAt = null;
        }
        return earliest(failing == null ? null : failing.sinceNanos(), hangs);
    }

    private Long unrecordedAt;

    /** Since when outcomes wait and none is recorded. */
    private Long unrecordedSince(long now) {
        unrecordedAt =
                unrecordedAt == null || progress.recordedAt() - unrecordedAt > 0 ? Long.valueOf(now) : unrecordedAt;
        return unrecordedAt;
    }

    private void lookAround(long now, Long claimsSince, Long recordsSince, boolean late) {
        boolean suspicious = late || lasts(claimsSince, FIRST_LOOK, now) || lasts(recordsSince, FIRST_LOOK, now);
        if (!suspicious) {
            look = Waits.Look.NOTHING;
        } else if (lookedAt == null || now - lookedAt >= FIRST_LOOK.toNanos()) {
            lookedAt = now;
            look = waits.look();
        }
        lockedRows = look.lockedRows();
    }

    private String claimReason() {
        if (!look.waitsFor().isEmpty()) {
            return look.waitsFor();
        }
        Trouble.Failing failing = trouble.claims();
        if (failing != null) {
            return failing.reason();
        }
        return leaseLostAt == null ? "a claim has had no response" : "the heartbeat could not be stored";
    }

    private String recordReason() {
        Trouble.Failing failing = trouble.records();
        return !look.waitsFor().isEmpty() || failing == null
                ? orElse(look.waitsFor(), "their rows are locked by another transaction")
                : failing.reason();
    }

    private Problem rowsNobodyTakes(long now) {
        String reason = lockedRows > 0
                ? (lockedRows == 1 ? "1 of them is" : lockedRows + " of them are") + " locked by another transaction"
                : refused(now);
        return problem(
                Problem.Kind.ROWS,
                progress.takenAt(),
                now,
                Math.round(queue.rows(LatestQueueReading.State.PENDING_DUE)) + " due and not claimed",
                reason);
    }

    private String refused(long now) {
        Trouble.RefusedRow row = trouble.lastRefused();
        return row == null
                ? "row-level security or a trigger may hide them from updates"
                : "the database refuses " + row.id() + ": " + row.reason();
    }

    private Problem problem(Problem.Kind kind, long since, long now, String what, String reason) {
        Instant moment = clock.instant().minusNanos(now - since);
        return new Problem(kind, moment, what + " since " + TIME.format(moment) + " UTC: " + reason);
    }

    /** What failed while the database was away was said then, and may work at the next try. */
    private Long sinceConnected(Long since) {
        return since == null || awayAt == null || since - awayAt > 0 ? since : awayAt;
    }

    private static boolean lasts(Long since, Duration limit, long now) {
        return since != null && now - since >= limit.toNanos();
    }

    private static Long earliest(Long one, Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one - other < 0 ? one : other;
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
