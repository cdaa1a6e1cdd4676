package io.webhookcourier.health;

import io.webhookcourier.metrics.LatestQueueReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Ready: this worker can claim and record. That rows wait for long because there is much to do is in the details, and an
 * alarm's matter: taking every worker out of service for it would help none of them.
 */
public final class QueueCheck extends AbstractHealthCheck {

    private static final Duration LATE = Duration.ofMinutes(5);

    private final LatestQueueReading queue;
    private final Supplier<List<Problem>> problems;

    /** @param problems what keeps this worker from delivering */
    public QueueCheck(LatestQueueReading queue, Supplier<List<Problem>> problems) {
        super("courier", "queue");
        this.queue = queue;
        this.problems = problems;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<Problem> found = problems.get();
        double age = queue.oldestDueSeconds();
        if (!Double.isNaN(age)) {
            details(builder, age);
        }
        if (!found.isEmpty()) {
            builder.down().message(found.get(0).text());
        } else if (Double.isNaN(age)) {
            builder.down().message("the queue has not been read yet");
        } else {
            builder.up();
        }
    }

    private void details(HealthCheckResultBuilder builder, double age) {
        boolean paused = queue.paused().contains(LatestQueueReading.EVERYTHING);
        builder.detail("oldest_due_seconds", Math.round(age))
                .detail("late", age > LATE.toSeconds() && !paused)
                .detail("paused", paused)
                .detail("pending_paused", Math.round(queue.rows(LatestQueueReading.State.PENDING_PAUSED)));
    }
}
