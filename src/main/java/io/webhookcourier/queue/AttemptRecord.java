package io.webhookcourier.queue;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Ending;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * One attempt as it is to be recorded.
 *
 * @param startedAt by the database's clock
 * @param duration how long the attempt took
 */
public record AttemptRecord(Claim claim, Verdict verdict, Ending ending, Instant startedAt, Duration duration) {

    public ClaimedEvent event() {
        return claim.event();
    }

    /** What the row's status becomes. */
    String status() {
        return switch (ending.outcome()) {
            case DELIVERED, SKIPPED, DUPLICATE -> "SUCCEEDED";
            case FAILED -> "FAILED";
            case RETRY, RELEASED -> "PENDING";
        };
    }

    /** How far from now the row's runAt is to be, in milliseconds, or null when it stays. */
    Long delayMillis() {
        if (ending.outcome() == Outcome.FAILED) {
            return 0L;
        }
        return ending.delay() == null ? null : ending.delay().toMillis();
    }

    /** The same outcome with the least that says it, for a database that refuses the receiver's words. */
    AttemptRecord bare() {
        String error = ending.error() == null ? null : "the database refused the error's text";
        String lastError = ending.lastError() == null ? null : error;
        return new AttemptRecord(
                claim,
                verdict,
                new Ending(ending.outcome(), ending.delay(), lastError, ending.statusCode(), error, null),
                startedAt,
                duration);
    }
}
