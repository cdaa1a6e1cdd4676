package io.webhookcourier.observability;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Ending;
import io.webhookcourier.queue.AttemptRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** An attempt in words, for people who read the log as text. */
final class AttemptText {

    private static final int LONGEST = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private AttemptText() {}

    static String of(AttemptRecord attempt, Instant nextRunAt) {
        ClaimedEvent event = attempt.event();
        Ending ending = attempt.ending();
        String what = oneLine(event.eventType() + " " + event.id()
                + (event.workspaceId() == null ? "" : " of " + event.workspaceId()));
        String tried = "attempt " + event.attempt() + " of " + event.maxAttempts() + ", "
                + attempt.duration().toMillis() + " ms";
        return switch (ending.outcome()) {
            case DELIVERED -> "delivered  " + what + ": " + tried + answer(ending);
            case RETRY ->
                "retry      " + what + ": " + tried + ", next at " + nextRunAt.truncatedTo(ChronoUnit.MILLIS) + ": "
                        + oneLine(ending.error());
            case FAILED -> "failed     " + what + ": " + tried + ", not tried again: " + oneLine(ending.error());
            case SKIPPED -> "skipped    " + what + ": " + oneLine(ending.error()) + ", nothing sent";
            case DUPLICATE -> "duplicate  " + what + ": delivered before, nothing sent";
            case RELEASED -> "released   " + what + ": " + oneLine(ending.error()) + ", back in the queue";
        };
    }

    /** What an event or a receiver says must not write lines of its own, nor fill the screen. */
    private static String oneLine(String text) {
        if (text == null) {
            return "";
        }
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return CONTROL.matcher(shown).replaceAll(" ");
    }

    private static String answer(Ending ending) {
        return ending.statusCode() == null ? "" : ", HTTP " + ending.statusCode();
    }
}
