package io.webhookcourier.logging;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.RecordedOutcome;
import io.webhookcourier.record.AttemptRecord;
import io.webhookcourier.record.RecordingListener;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One log line for each attempt (contract, section 9): readable as text, and with every field apart as JSON. Written
 * once the outcome is committed.
 */
public final class AttemptLog implements RecordingListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.webhookcourier.delivery");

    @Override
    public void recorded(AttemptRecord attempt, boolean lockLost, Instant recordedAt) {
        ClaimedEvent event = attempt.event();
        RecordedOutcome recorded = attempt.recorded();
        if (lockLost) {
            LOG.atWarn()
                    .addKeyValue("event", "delivery.lock_lost")
                    .addKeyValue("delivery_id", event.id())
                    .log(
                            "lost       {}: the row was taken from this worker before its outcome was recorded",
                            event.id());
        }
        LoggingEventBuilder line = recorded.outcome() == Outcome.FAILED ? LOG.atWarn() : LOG.atInfo();
        Instant nextRunAt = recorded.delay() == null ? null : recordedAt.plus(recorded.delay());
        line.addKeyValue("event", "delivery." + recorded.outcome().name().toLowerCase(Locale.ROOT))
                .addKeyValue("delivery_id", event.id())
                .addKeyValue("workspace_id", event.workspaceId())
                .addKeyValue("event_type", event.eventType())
                .addKeyValue("attempt", event.attempt())
                .addKeyValue("max_attempts", event.maxAttempts())
                .addKeyValue("status", recorded.statusCode())
                .addKeyValue("duration_ms", attempt.duration().toMillis())
                .addKeyValue("next_run_at", nextRunAt == null ? null : nextRunAt.toString())
                .addKeyValue("error", recorded.error())
                .log(() -> AttemptText.of(attempt, nextRunAt));
    }
}
