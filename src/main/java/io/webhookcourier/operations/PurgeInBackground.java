package io.webhookcourier.operations;

import io.webhookcourier.database.ConnectionLoss;
import io.webhookcourier.text.Counted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Retention in a running service: about a fifth of the time, in short pieces so that deliveries do not notice, and next to
 * nothing when there is nothing to remove. One kind after the other. Not thread-safe: one timer calls it.
 */
public final class PurgeInBackground {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeInBackground.class);

    /** How often it is to be called. */
    public static final Duration INTERVAL = Duration.ofMillis(100);

    private static final Duration SHARE = INTERVAL.dividedBy(5);

    /** After a finished round, another runner's, or a failure. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final Duration REST_AFTER_FAILURE = Duration.ofMinutes(10);

    private final Purge purge;
    private final LongSupplier nanoTime;
    private final Map<RetentionKind, Long> notBefore = new EnumMap<>(RetentionKind.class);

    public PurgeInBackground(Purge purge, LongSupplier nanoTime) {
        this.purge = purge;
        this.nanoTime = nanoTime;
    }

    /** To be called at every {@link #INTERVAL}. Never throws: a failure is logged and retried ten minutes later. */
    public void work() {
        long end = nanoTime.getAsLong() + SHARE.toNanos();
        for (RetentionKind kind : purge.kinds()) {
            Long earliest = notBefore.get(kind);
            boolean rested = earliest == null || nanoTime.getAsLong() - earliest >= 0;
            if (rested && work(kind, end)) {
                return;
            }
        }
    }

    /** @return whether there is more to do for this kind */
    private boolean work(RetentionKind kind, long end) {
        try {
            Purge.Step step;
            do {
                step = purge.step(kind);
            } while (step.outcome() == Purge.Outcome.WORKED && nanoTime.getAsLong() - end < 0);
            if (step.outcome() == Purge.Outcome.FINISHED && step.removedInRound() > 0) {
                LOG.info(
                        "Removed {} of {}, past {}.",
                        Counted.of(step.removedInRound(), "row"),
                        purge.table(kind),
                        kind.key());
            }
            if (step.outcome() == Purge.Outcome.WORKED) {
                return true;
            }
            rest(kind, REST);
        } catch (SQLException | OperationRefusedException e) {
            // The outage of the database is logged in one place.
            boolean said = ConnectionLoss.of(e) != ConnectionLoss.NONE;
            LOG.atLevel(said ? Level.DEBUG : Level.WARN)
                    .log(
                            "{}: nothing could be removed from {}: {}. Retrying in {} min.",
                            kind.key(),
                            purge.table(kind),
                            e.getMessage(),
                            REST_AFTER_FAILURE.toMinutes());
            rest(kind, REST_AFTER_FAILURE);
        }
        return false;
    }

    private void rest(RetentionKind kind, Duration duration) {
        notBefore.put(kind, nanoTime.getAsLong() + duration.toNanos());
    }
}
