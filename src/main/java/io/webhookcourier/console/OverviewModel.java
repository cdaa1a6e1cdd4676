package io.webhookcourier.console;

import io.webhookcourier.inspection.EventLine;
import io.webhookcourier.inspection.MomentInWords;
import io.webhookcourier.inspection.Overview;
import io.webhookcourier.inspection.Pause;
import io.webhookcourier.inspection.WorkerLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The overview page.
 *
 * @param lastFailures the newest FAILED events
 */
public record OverviewModel(Overview overview, List<EventLine> lastFailures, Chart chart) {

    /** What the headline's colour says. */
    public String mood() {
        return overview.headline().mood().name().toLowerCase(Locale.ROOT);
    }

    /** Is it healthy? */
    public String headline() {
        return overview.headline().text();
    }

    /** When what is shown was read, in UTC. */
    public String asOf() {
        return MomentInWords.of(overview.now(), overview.now());
    }

    /** What else is to be said, or nothing. */
    public String explanation() {
        if (overview.pauseOfEverything().isPresent()) {
            Pause pause = overview.pauseOfEverything().get();
            return "Since " + MomentInWords.of(pause.pausedAt(), overview.now())
                    + (pause.pausedBy() == null ? "" : " by " + pause.pausedBy())
                    + (pause.reason() == null ? "" : ": " + pause.reason());
        }
        return overview.dueOfOthers().isZero()
                ? ""
                : overview.dueOfOthers().isOne()
                        ? "One due event belongs to a provider that this service does not handle."
                        : overview.dueOfOthers() + " due events belong to providers that this service does not handle.";
    }

    public String oldestDue() {
        return overview.oldestDue() == null ? "–" : MomentInWords.duration(overview.oldestDueFor());
    }

    public String deliveredInLastHour() {
        return number(overview.deliveredInLastHour());
    }

    public String retriedInLastHour() {
        return number(overview.retriedInLastHour());
    }

    public String failedInLastHour() {
        return number(overview.failedInLastHour());
    }

    /** How long ago it was heard of. */
    public String sinceHeartbeat(WorkerLine worker) {
        Duration since = Duration.between(worker.heartbeatAt(), overview.now());
        return MomentInWords.duration(since.isNegative() ? Duration.ZERO : since) + " ago";
    }

    public String startedAt(WorkerLine worker) {
        return MomentInWords.of(worker.startedAt(), overview.now());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
