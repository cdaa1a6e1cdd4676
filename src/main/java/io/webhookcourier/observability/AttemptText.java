package io.webhookcourier.observability;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Ending;
import io.webhookcourier.queue.AttemptRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An attempt in words, for people who read the log as text. */
final class AttemptText {

    private AttemptText() {}

    static String of(AttemptRecord attempt, Instant nextRunAt) {
        ClaimedEvent event = attempt.event();
        Ending ending = attempt.ending();
        String what = event.eventType() + " " + event.id()
                + (event.workspaceId() == null ? "" : " of " + event.workspaceId());
        String tried = "attempt " + event.attempt() + " of " + event.maxAttempts() + ", "
                + attempt.duration().toMillis() + " ms";
        return switch (ending.outcome()) {
            case DELIVERED -> "delivered  " + what + ": " + tried + answer(ending);
            case RETRY ->
                "retry      " + what + ": " + tried + ", next at " + nextRunAt.truncatedTo(ChronoUnit.MILLIS) + ": "
                        + ending.error();
            case FAILED -> "failed     " + what + ": " + tried + ", not tried again: " + ending.error();
            case SKIPPED -> "skipped    " + what + ": " + ending.error() + ", nothing sent";
            case DUPLICATE -> "duplicate  " + what + ": delivered before, nothing sent";
            case RELEASED -> "released   " + what + ": " + ending.error() + ", back in the queue";
        };
    }

    private static String answer(Ending ending) {
        return ending.statusCode() == null ? "" : ", HTTP " + ending.statusCode();
    }
}
