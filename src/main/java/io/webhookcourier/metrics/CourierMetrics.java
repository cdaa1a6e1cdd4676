package io.webhookcourier.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.StatusLabel;
import io.webhookcourier.record.AttemptRecord;
import io.webhookcourier.record.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** The metrics of the contract, section 10. No label grows with the number of workspaces. */
public final class CourierMetrics implements RecordingListener {

    private static final Duration[] DURATION_BUCKETS = seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);
    private static final Duration[] LATENCY_BUCKETS =
            seconds(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600);

    private record Labels(String provider, Outcome outcome, String status) {}

    private final MeterRegistry registry;
    private final Map<Labels, Counter> deliveries = new ConcurrentHashMap<>();
    private final Timer duration;
    private final Timer latency;
    private final Counter locksLost;

    public CourierMetrics(MeterRegistry registry, IntSupplier inFlight, LatestQueueReading queue) {
        this.registry = registry;
        this.duration = Timer.builder("courier.delivery.duration")
                .description("Duration of attempts")
                .serviceLevelObjectives(DURATION_BUCKETS)
                .register(registry);
        this.latency = Timer.builder("courier.delivery.latency")
                .description("Time from runAt to the recorded outcome")
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
        this.locksLost = Counter.builder("courier.locks.lost")
                .description("Rows that were taken from this worker before their outcome was recorded")
                .register(registry);
        lockRelease("stale_lock");
        lockRelease("dead_worker");
        List.of("sent", "failed", "dropped").forEach(this::failureNotices);
        gauges(inFlight, queue);
    }

    @Override
    public void recorded(AttemptRecord attempt, boolean lockLost, Instant recordedAt) {
        Outcome outcome = attempt.recorded().outcome();
        Labels labels = new Labels(attempt.event().provider(), outcome, StatusLabel.of(attempt.verdict()));
        deliveries.computeIfAbsent(labels, this::deliveryCounter).increment();
        if (outcome == Outcome.DELIVERED || outcome == Outcome.RETRY || outcome == Outcome.FAILED) {
            duration.record(attempt.duration());
            Duration sinceDue = Duration.between(attempt.event().runAt(), recordedAt);
            latency.record(sinceDue.isNegative() ? Duration.ZERO : sinceDue);
        }
        if (lockLost) {
            locksLost.increment();
        }
    }

    /** @param reason {@code stale_lock} or {@code dead_worker} */
    public void locksReleased(String reason, long rows) {
        lockRelease(reason).increment(rows);
    }

    /** @param result {@code sent}, {@code failed} or {@code dropped} */
    public void failureNotice(String result) {
        failureNotices(result).increment();
    }

    /** Rows taken from this worker since its start. */
    public double locksLost() {
        return locksLost.count();
    }

    /** Rows of dead or stuck workers that this one has released since its start. */
    public long locksReleased() {
        return (long) registry.find("courier.locks.released").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Attempts since the start, by outcome in small letters; an outcome that never came is not in it. */
    public Map<String, Long> attempts() {
        Map<String, Long> attempts = new TreeMap<>();
        deliveries.forEach((labels, counter) ->
                attempts.merge(labels.outcome().name().toLowerCase(Locale.ROOT), (long) counter.count(), Long::sum));
        return attempts;
    }

    private void gauges(IntSupplier inFlight, LatestQueueReading queue) {
        Gauge.builder("courier.in.flight", inFlight, IntSupplier::getAsInt)
                .description("Deliveries in flight")
                .strongReference(true)
                .register(registry);
        for (LatestQueueReading.State state : LatestQueueReading.State.values()) {
            Gauge.builder("courier.queue.rows", queue, it -> it.rows(state))
                    .tag("status", state.label())
                    .description("Queue rows by status, of this service's providers")
                    .strongReference(true)
                    .register(registry);
        }
        Gauge.builder("courier.paused", queue, it -> it.paused().contains(LatestQueueReading.EVERYTHING) ? 1 : 0)
                .tag("what", "everything")
                .description("1 while everything is paused; number of paused workspaces, at most 100")
                .strongReference(true)
                .register(registry);
        Gauge.builder("courier.paused", queue, LatestQueueReading::pausedWorkspaces)
                .tag("what", "workspaces")
                .description("1 while everything is paused; number of paused workspaces, at most 100")
                .strongReference(true)
                .register(registry);
        Gauge.builder("courier.queue.oldest.due", queue, LatestQueueReading::oldestDueSeconds)
                .baseUnit("seconds")
                .description("How long the oldest due row has been due")
                .strongReference(true)
                .register(registry);
    }

    private Counter deliveryCounter(Labels labels) {
        return Counter.builder("courier.deliveries")
                .description("Delivery attempts by provider, outcome and status")
                .tag("provider", labels.provider())
                .tag("outcome", labels.outcome().name().toLowerCase(Locale.ROOT))
                .tag("status", labels.status())
                .register(registry);
    }

    private Counter failureNotices(String result) {
        return Counter.builder("courier.failure.notices")
                .description("Failure notifications (route on-event-failed) by result")
                .tag("result", result)
                .register(registry);
    }

    private Counter lockRelease(String reason) {
        return Counter.builder("courier.locks.released")
                .description("Released rows of dead or stuck workers, by reason")
                .tag("reason", reason)
                .register(registry);
    }

    private static Duration[] seconds(double... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(Math.round(values[i] * 1000));
        }
        return durations;
    }
}
