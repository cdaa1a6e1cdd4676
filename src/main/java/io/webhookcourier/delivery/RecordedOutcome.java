package io.webhookcourier.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * How an attempt ends, as it is to be written: the verdict, seen together with the attempts that the row has left.
 * Every text in it is storable (see {@link StorableText}).
 *
 * @param outcome the final outcome: a {@link Outcome#RETRY} of the last attempt has become {@link Outcome#FAILED}
 * @param delay how long the row waits for its next attempt, with {@link Outcome#RETRY}, or with {@link Outcome#RELEASED}
 *     where its route hands it back repeatedly; else null
 * @param lastError what the row's {@code lastError} becomes, at most 10,000 characters; null unless the attempt failed.
 *     A row that is released ({@link Outcome#RELEASED}) keeps the error it had.
 * @param statusCode the receiver's HTTP status, or null
 * @param error the attempt log's error: that of a failure, or the reason of a skip or of a hand-back; or null
 * @param responseBody the first 1,000 characters of the answer, or null
 */
public record RecordedOutcome(
        Outcome outcome, Duration delay, String lastError, Integer statusCode, String error, String responseBody) {

    public RecordedOutcome {
        Objects.requireNonNull(outcome, "outcome");
    }

    /** What the verdict means for this event; draws on the schedule's randomness when there is a next attempt. */
    public static RecordedOutcome of(Verdict verdict, ClaimedEvent event, RetrySchedule schedule) {
        boolean attemptsLeft = event.attempt() < event.maxAttempts();
        Outcome outcome = verdict.outcome() == Outcome.RETRY && !attemptsLeft ? Outcome.FAILED : verdict.outcome();
        Duration delay =
                switch (outcome) {
                    case RETRY -> schedule.delayBefore(event.attempt(), verdict.retryAfter());
                    case RELEASED -> verdict.retryAfter();
                    default -> null;
                };
        String error = StorableText.first(StorableText.ERROR_CHARACTERS, verdict.text());
        boolean failed = outcome == Outcome.RETRY || outcome == Outcome.FAILED;
        String responseBody = StorableText.first(StorableText.RESPONSE_CHARACTERS, verdict.responseBody());
        return new RecordedOutcome(outcome, delay, failed ? error : null, verdict.statusCode(), error, responseBody);
    }
}
