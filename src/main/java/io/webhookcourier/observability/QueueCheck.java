package io.webhookcourier.observability;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready: no row has been due for long, counted from its runAt, unless everything is paused on purpose. */
public final class QueueCheck extends AbstractHealthCheck {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final QueueFigures figures;

    public QueueCheck(QueueFigures figures) {
        super("courier", "queue");
        this.figures = figures;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        double age = figures.oldestDueSeconds();
        if (Double.isNaN(age)) {
            builder.down().message("the queue has not been read yet");
            return;
        }
        builder.detail("oldest_due_seconds", Math.round(age));
        boolean paused = figures.paused().contains(QueueFigures.EVERYTHING);
        builder.detail("paused", paused);
        if (age > LIMIT.toSeconds() && !paused) {
            builder.down()
                    .message("the oldest due row has waited for " + Math.round(age) + " s, which is more than "
                            + LIMIT.toSeconds() + " s");
        } else {
            builder.up();
        }
    }
}
