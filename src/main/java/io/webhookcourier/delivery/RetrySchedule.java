package io.webhookcourier.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * When a failed attempt is followed by the next (contract, section 3, "Backoff"). With the default settings (2s, 2,
 * 15m, 1s) this is {@code min(900000, 2^clamp(attempts,1,10) * 1000 + random[0,1000))} milliseconds.
 */
public final class RetrySchedule {

    private static final int LAST_GROWING_ATTEMPT = 10;

    private final Duration initialDelay;
    private final double multiplier;
    private final Duration maximumDelay;
    private final Duration jitter;
    private final RandomGenerator random;

    /**
     * @param initialDelay the delay after the first attempt, without jitter
     * @param multiplier by how much the delay grows with each attempt, at least 1
     * @param maximumDelay the upper bound, jitter included
     * @param jitter what is added at random: from zero up to, but not reaching, this; to the millisecond
     */
    public RetrySchedule(
            Duration initialDelay, double multiplier, Duration maximumDelay, Duration jitter, RandomGenerator random) {
        this.initialDelay = notNegative(initialDelay, "initialDelay");
        this.maximumDelay = notNegative(maximumDelay, "maximumDelay");
        this.jitter = notNegative(jitter, "jitter");
        this.random = Objects.requireNonNull(random, "random");
        this.multiplier = multiplier;
        if (!(multiplier >= 1)) {
            throw new IllegalArgumentException("multiplier must be at least 1, but is " + multiplier);
        }
    }

    /**
     * How long the row waits for its next attempt.
     *
     * @param attemptsUsed the number of the attempt that failed, counted from 1
     * @param retryAfter what the receiver asked for, or null; raises the delay, never lowers it, up to an hour
     */
    public Duration delayBefore(int attemptsUsed, Duration retryAfter) {
        Duration backoff = backoff(attemptsUsed);
        if (retryAfter == null) {
            return backoff;
        }
        return longer(backoff, shorter(retryAfter, RetryAfter.MAXIMUM));
    }

    private Duration backoff(int attemptsUsed) {
        int growths = Math.min(Math.max(attemptsUsed, 1), LAST_GROWING_ATTEMPT) - 1;
        double millis = initialDelay.toMillis() * Math.pow(multiplier, growths);
        if (millis >= maximumDelay.toMillis()) {
            return maximumDelay;
        }
        return shorter(Duration.ofMillis((long) millis).plusMillis(randomMillis()), maximumDelay);
    }

    private long randomMillis() {
        long bound = jitter.toMillis();
        return bound == 0 ? 0 : random.nextLong(bound);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration notNegative(Duration duration, String name) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + duration);
        }
        return duration;
    }
}
