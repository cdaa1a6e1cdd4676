package io.webhookcourier.claim;

import io.webhookcourier.worker.Trouble;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that the database does not let this service claim, because a constraint, a trigger or a policy of the
 * application's forbids it. One such row fails the whole claim; so claims become smaller until it is alone, and then it is
 * left out. When it is refused again although other rows were claimed in between, it is the row and not the table: it ends
 * FAILED with the reason, or, where the database refuses that too, stays left out for a growing pause. Not thread-safe:
 * one thread claims.
 */
public final class PoisonRows {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonRows.class);

    static final String EVERY_ROW = "the database refuses every due row: ";

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration LOCKED_PAUSE = Duration.ofSeconds(1);

    /** After this many consecutive refused rows, the reason is not in the rows. */
    private static final int ALL = 3;

    private static final int MOST = 1_000;

    private static final class Row {
        private String reason;
        private long untilNanos;
        private Duration pause = FIRST_PAUSE;
        private Long namedNanos;
        private boolean othersWereClaimed;
    }

    private final LongSupplier nanoTime;
    private final PoisonRowEnd end;
    private final Trouble trouble;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int limit = Integer.MAX_VALUE;
    private int inARow;
    private String lastReason;

    /** @param end makes a refused row FAILED */
    public PoisonRows(LongSupplier nanoTime, PoisonRowEnd end, Trouble trouble) {
        this.nanoTime = nanoTime;
        this.end = end;
        this.trouble = trouble;
    }

    /** How many rows a claim may take, so that a row that is refused is found. */
    int limit(int wanted) {
        return Math.min(wanted, limit);
    }

    /** The ids that claims leave out. */
    Set<String> leftOut() {
        if (rows.isEmpty()) {
            return Set.of();
        }
        long now = nanoTime.getAsLong();
        Set<String> ids = new HashSet<>();
        rows.forEach((id, row) -> {
            if (row.untilNanos - now > 0) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** @return whether rows are due for another try, so that claims must begin at the front */
    boolean tryAgain() {
        if (rows.isEmpty()) {
            return false;
        }
        if (everyRow() != null) {
            // One of them shows whether the reason is gone.
            rows.values().iterator().next().untilNanos = nanoTime.getAsLong();
        }
        return leftOut().size() < rows.size();
    }

    /** @return whether rows are tried again at once that were left out until now */
    boolean claimed(ClaimResult result) {
        limit = limit > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : limit * 2;
        inARow = 0;
        if (rows.isEmpty()) {
            return false;
        }
        result.claims().forEach(claim -> rows.remove(claim.event().id()));
        boolean again = false;
        for (Row row : rows.values()) {
            again |= !row.othersWereClaimed;
            if (!row.othersWereClaimed) {
                row.othersWereClaimed = true;
                row.untilNanos = nanoTime.getAsLong();
            }
        }
        return again;
    }

    /** A claim found nothing more to try: rows that were left out before have no others to be compared with. */
    void nothingElseIsDue() {
        limit = limit > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : limit * 2;
        if (inARow > 0 && inARow < ALL) {
            rows.forEach(this::name);
        }
    }

    /** A claim of up to this many rows was refused. */
    void refused(int claimed) {
        limit = Math.max(1, claimed / 2);
    }

    /** Why the database refuses every row, or null when it does not. */
    String everyRow() {
        return inARow < ALL ? null : EVERY_ROW + lastReason;
    }

    /**
     * A claim of this row alone failed.
     *
     * @param mayEnd whether the row may be made FAILED for it
     * @return false when no more rows can be left out
     */
    boolean leaveOut(String id, String reason, boolean mayEnd) {
        Row row = rows.get(id);
        if (row == null && rows.size() >= MOST && !forgetExpired()) {
            return false;
        }
        if (row == null) {
            row = new Row();
            rows.put(id, row);
        }
        row.reason = reason;
        lastReason = reason;
        if (!row.othersWereClaimed) {
            inARow++;
            row.untilNanos = nanoTime.getAsLong() + FIRST_PAUSE.toNanos();
        } else if (mayEnd) {
            end(id, row);
        } else {
            pause(id, row);
        }
        return true;
    }

    private void end(String id, Row row) {
        switch (end.fail(id, row.reason)) {
            case FAILED -> {
                rows.remove(id);
                LOG.error("Event {} is FAILED, because the database refuses to claim it: {}", id, row.reason);
                trouble.rowRefused(id, row.reason);
            }
            case NOT_NOW -> row.untilNanos = nanoTime.getAsLong() + LOCKED_PAUSE.toNanos();
            case REFUSED -> pause(id, row);
        }
    }

    private void pause(String id, Row row) {
        name(id, row);
        row.untilNanos = nanoTime.getAsLong() + row.pause.toNanos();
        row.pause = row.pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? row.pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private void name(String id, Row row) {
        long now = nanoTime.getAsLong();
        if (row.namedNanos == null || now - row.namedNanos >= FIRST_PAUSE.toNanos()) {
            row.namedNanos = now;
            LOG.error(
                    "The database refuses to claim event {}: {}. The event is left out and will be retried in {} min.",
                    id,
                    row.reason,
                    row.pause.toMinutes());
            trouble.rowRefused(id, row.reason);
        }
    }

    private boolean forgetExpired() {
        Set<String> leftOut = leftOut();
        return rows.keySet().removeIf(id -> !leftOut.contains(id));
    }
}
