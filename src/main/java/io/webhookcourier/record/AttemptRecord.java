package io.webhookcourier.record;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.RecordedOutcome;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import java.time.Duration;
import java.time.Instant;

/**
 * One attempt as it is to be recorded.
 *
 * @param startedAt by the database's clock
 * @param duration how long the attempt took
 * @param refusal why the row cannot become what the outcome asks for, so that it becomes FAILED instead; null normally.
 *     The attempt log and the delivered key say what really happened all the same.
 */
public record AttemptRecord(
        Claim claim, Verdict verdict, RecordedOutcome recorded, Instant startedAt, Duration duration, String refusal) {

    private static final String NO_TEXT = "the database refused the error's text";

    public AttemptRecord(Claim claim, Verdict verdict, RecordedOutcome recorded, Instant startedAt, Duration duration) {
        this(claim, verdict, recorded, startedAt, duration, null);
    }

    public ClaimedEvent event() {
        return claim.event();
    }

    /** What the row's status becomes. */
    String status() {
        if (refusal != null) {
            return "FAILED";
        }
        return switch (recorded.outcome()) {
            case DELIVERED, SKIPPED, DUPLICATE -> "SUCCEEDED";
            case FAILED -> "FAILED";
            case RETRY, RELEASED -> "PENDING";
        };
    }

    /** How far from now the row's runAt is to be, in milliseconds, or null when it stays. */
    Long delayMillis() {
        if (status().equals("FAILED")) {
            return 0L;
        }
        return recorded.delay() == null ? null : recorded.delay().toMillis();
    }

    /** What the row's lastError becomes; null when the attempt did not fail. */
    String lastError() {
        return refusal == null ? recorded.lastError() : refusal;
    }

    /** Whether the row can become FAILED when it cannot become what the outcome asks for. */
    boolean canFail() {
        return refusal == null && recorded.outcome() != Outcome.FAILED && recorded.outcome() != Outcome.RELEASED;
    }

    /** The same with a row that fails, for a database that refuses the row's new state. */
    AttemptRecord failing(String reason) {
        String what = recorded.lastError() == null ? recorded.outcome().name() : recorded.lastError();
        return new AttemptRecord(
                claim,
                verdict,
                recorded,
                startedAt,
                duration,
                Reason.of(Kind.OUTCOME_REFUSED, reason + "; the outcome was: " + what)
                        .text());
    }

    /** The same without the error's text in the row; the attempt log keeps it. */
    AttemptRecord withoutLastError() {
        return recorded.lastError() == null ? this : with(NO_TEXT, recorded.error(), recorded.responseBody());
    }

    /** The same outcome with minimal text, for a database that refuses the receiver's text. */
    AttemptRecord bare() {
        String error = recorded.error() == null ? null : NO_TEXT;
        return with(recorded.lastError() == null ? null : NO_TEXT, error, null);
    }

    /** The same without its payload, for one that is kept in memory. */
    AttemptRecord withoutPayload() {
        Claim small = new Claim(
                claim.event().withRaw(null),
                claim.lane(),
                claim.workspace(),
                claim.deliveredBefore(),
                claim.claimedNanos(),
                claim.askAgain(),
                claim.payloadLeftBehind());
        return new AttemptRecord(small, verdict, recorded, startedAt, duration, refusal);
    }

    private AttemptRecord with(String lastError, String error, String responseBody) {
        RecordedOutcome less = new RecordedOutcome(
                recorded.outcome(), recorded.delay(), lastError, recorded.statusCode(), error, responseBody);
        return new AttemptRecord(claim, verdict, less, startedAt, duration, refusal);
    }
}
