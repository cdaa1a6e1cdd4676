package io.webhookcourier.logging;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.RecordedOutcome;
import io.webhookcourier.record.AttemptRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An attempt in words, for people who read the log as text. */
final class AttemptText {

    private static final int LONGEST = 500;

    private AttemptText() {}

    static String of(AttemptRecord attempt, Instant nextRunAt) {
        ClaimedEvent event = attempt.event();
        RecordedOutcome recorded = attempt.recorded();
        String what = shortened((event.eventType() == null ? "(no type)" : event.eventType()) + " " + event.id()
                + (event.workspaceId() == null ? "" : " of " + event.workspaceId()));
        String tried = "attempt " + event.attempt() + " of " + event.maxAttempts() + ", "
                + attempt.duration().toMillis() + " ms";
        return switch (recorded.outcome()) {
            case DELIVERED -> "delivered  " + what + ": " + tried + answer(recorded);
            case RETRY ->
                "retry      " + what + ": " + tried + ", next at " + nextRunAt.truncatedTo(ChronoUnit.MILLIS) + ": "
                        + shortened(recorded.error());
            case FAILED -> "failed     " + what + ": " + tried + ", not retried: " + shortened(recorded.error());
            case SKIPPED -> "skipped    " + what + ": " + shortened(recorded.error()) + ", nothing sent";
            case DUPLICATE -> "duplicate  " + what + ": delivered before, nothing sent";
            case RELEASED ->
                "released   " + what + ": " + shortened(recorded.error()) + ", back in the queue"
                        + (nextRunAt == null ? "" : ", next at " + nextRunAt.truncatedTo(ChronoUnit.MILLIS));
        };
    }

    /** What an event or a receiver says must not fill the screen; that it stays on its line is the layout's. */
    private static String shortened(String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String answer(RecordedOutcome recorded) {
        return recorded.statusCode() == null ? "" : ", HTTP " + recorded.statusCode();
    }
}
