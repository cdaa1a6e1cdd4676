package io.webhookcourier.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * What one attempt came to, before anybody asks whether the row has attempts left.
 *
 * @param outcome what happened
 * @param statusCode the receiver's HTTP status, or null when none arrived in time
 * @param error the message for {@code lastError} and the attempt log, or null when there is nothing to say
 * @param responseBody the beginning of the receiver's answer, or null
 * @param retryAfter how long the row waits at least, or null: what the receiver asked for with {@link Outcome#RETRY},
 *     the pause of a row that its route hands back repeatedly with {@link Outcome#RELEASED}
 */
public record Verdict(Outcome outcome, Integer statusCode, String error, String responseBody, Duration retryAfter) {

    public Verdict {
        Objects.requireNonNull(outcome, "outcome");
    }

    public static Verdict delivered(Integer statusCode, String responseBody) {
        return new Verdict(Outcome.DELIVERED, statusCode, null, responseBody, null);
    }

    public static Verdict retry(String error) {
        return new Verdict(Outcome.RETRY, null, error, null, null);
    }

    public static Verdict failed(String error) {
        return new Verdict(Outcome.FAILED, null, error, null, null);
    }

    public static Verdict skipped(String reason) {
        return new Verdict(Outcome.SKIPPED, null, reason, null, null);
    }

    public static Verdict duplicate() {
        return new Verdict(Outcome.DUPLICATE, null, null, null, null);
    }

    /** The row is due as before, and claimed again at once. */
    public static Verdict released(String reason) {
        return new Verdict(Outcome.RELEASED, null, reason, null, null);
    }

    /** The same, with a row that waits for so long. */
    public Verdict after(Duration pause) {
        return new Verdict(outcome, statusCode, error, responseBody, pause);
    }
}
