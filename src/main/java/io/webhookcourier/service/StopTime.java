package io.webhookcourier.service;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much time a stop has left. The last part of the shutdown timeout is kept for what follows the deliveries: sign off,
 * close Camel and the database.
 */
final class StopTime {

    private static final Duration FOR_THE_REST = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final long deadlineNanos;

    private StopTime(LongSupplier nanoTime, long deadlineNanos) {
        this.nanoTime = nanoTime;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * @param shutdownTimeout for the whole stop
     * @param deliveryTimeout a delivery that is under way gets it in any case
     */
    static StopTime begin(LongSupplier nanoTime, Duration shutdownTimeout, Duration deliveryTimeout) {
        Duration kept = min(FOR_THE_REST, shutdownTimeout.dividedBy(4));
        Duration forDeliveries = shutdownTimeout.minus(kept);
        Duration limit = forDeliveries.compareTo(deliveryTimeout) < 0 ? deliveryTimeout : forDeliveries;
        return new StopTime(nanoTime, nanoTime.getAsLong() + limit.toNanos());
    }

    /** For deliveries and their outcomes; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - nanoTime.getAsLong()));
    }

    boolean isOver() {
        return left().isZero();
    }

    Duration atMost(Duration time) {
        return min(left(), time);
    }

    Duration atLeast(Duration time) {
        return left().compareTo(time) > 0 ? left() : time;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
