package io.webhookcourier.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that the database does not let anybody claim, because a constraint or a trigger of the application's forbids it.
 * One such row fails the whole claim; so claims become smaller until it is alone, and then it is left out for a while.
 * Not thread-safe: one thread claims.
 */
final class RefusedRows {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRows.class);
    private static final Duration LEFT_OUT_FOR = Duration.ofMinutes(1);
    private static final int MOST = 100;

    private final LongSupplier nanoTime;
    private final Map<String, Long> untilNanos = new LinkedHashMap<>();
    private int limit = Integer.MAX_VALUE;

    RefusedRows(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How many rows a claim may take, so that a row that is refused is found. */
    int limit(int wanted) {
        return Math.min(wanted, limit);
    }

    /** The ids that claims leave out. */
    Set<String> leftOut() {
        return untilNanos.keySet();
    }

    /** @return whether rows are tried again that were left out until now */
    boolean tryAgain() {
        long now = nanoTime.getAsLong();
        return untilNanos.values().removeIf(until -> now - until >= 0);
    }

    void claimed() {
        limit = limit > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : limit * 2;
    }

    /** A claim of up to so many rows was refused. */
    void refused(int rows) {
        limit = Math.max(1, rows / 2);
    }

    /**
     * A claim of this row alone was refused.
     *
     * @return false when so many are left out already that the reason must be another
     */
    boolean leaveOut(String id, Exception cause) {
        if (untilNanos.size() >= MOST) {
            return false;
        }
        LOG.error(
                "The database does not let {} be claimed: {}. It is left out, and tried again in {} s.",
                id,
                sqlException(cause).getMessage(),
                LEFT_OUT_FOR.toSeconds());
        untilNanos.put(id, nanoTime.getAsLong() + LEFT_OUT_FOR.toNanos());
        return true;
    }

    /** Whether a claim failed because of what is in a row, so that nothing was claimed. */
    static boolean causes(Exception failure) {
        SQLException cause = sqlException(failure);
        return cause != null && WriteFailure.of(cause) == WriteFailure.REFUSED;
    }

    private static SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }
}
