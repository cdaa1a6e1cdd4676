package io.webhookcourier.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * The result of one attempt, before the row's remaining attempts are considered.
 *
 * @param outcome what happened
 * @param statusCode the receiver's HTTP status, or null when none arrived in time
 * @param reason why this is not a delivery, or null when there is nothing to say
 * @param responseBody the beginning of the receiver's answer, or null
 * @param retryAfter how long the row waits at least, or null: what the receiver asked for with {@link Outcome#RETRY},
 *     the pause of a row that its route releases repeatedly with {@link Outcome#RELEASED}
 */
public record Verdict(Outcome outcome, Integer statusCode, Reason reason, String responseBody, Duration retryAfter) {

    public Verdict {
        Objects.requireNonNull(outcome, "outcome");
    }

    public static Verdict delivered(Integer statusCode, String responseBody) {
        return new Verdict(Outcome.DELIVERED, statusCode, null, responseBody, null);
    }

    public static Verdict retry(Reason reason) {
        return new Verdict(Outcome.RETRY, null, reason, null, null);
    }

    public static Verdict failed(Reason reason) {
        return new Verdict(Outcome.FAILED, null, reason, null, null);
    }

    public static Verdict skipped(Reason reason) {
        return new Verdict(Outcome.SKIPPED, null, reason, null, null);
    }

    public static Verdict duplicate() {
        return new Verdict(Outcome.DUPLICATE, null, null, null, null);
    }

    /** The row is due as before, and claimed again at once. */
    public static Verdict released(Reason reason) {
        return new Verdict(Outcome.RELEASED, null, reason, null, null);
    }

    /** The same, with a row that waits for so long. */
    public Verdict after(Duration pause) {
        return new Verdict(outcome, statusCode, reason, responseBody, pause);
    }

    /** The same failure with another outcome; a receiver's wish to wait counts only where it is tried again. */
    public Verdict as(Outcome other) {
        return new Verdict(other, statusCode, reason, responseBody, other == Outcome.RETRY ? retryAfter : null);
    }

    /** Why, as it is recorded; null when there is nothing to say. */
    public String text() {
        return reason == null ? null : reason.text();
    }
}
