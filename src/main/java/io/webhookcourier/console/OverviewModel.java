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
 * The page that says how things stand.
 *
 * @param lastFailures the newest FAILED events
 */
public record OverviewModel(Overview overview, List<EventLine> lastFailures, Chart chart) {

    /** From when on a due event is late. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** What the headline's colour says. */
    public String mood() {
        if (overview.pauseOfEverything().isPresent()) {
            return "paused";
        }
        if (overview.workersAlive() == 0 || isLate()) {
            return "bad";
        }
        return overview.stale().isZero() ? "good" : "paused";
    }

    /** One sentence: is it healthy? */
    public String headline() {
        if (overview.pauseOfEverything().isPresent()) {
            return "All deliveries are paused.";
        }
        if (overview.workersAlive() == 0) {
            return "No worker is running: nothing is delivered.";
        }
        if (isLate()) {
            return "Deliveries are behind: the oldest due event has waited for "
                    + MomentInWords.duration(overview.oldestDueFor()) + ".";
        }
        if (!overview.stale().isZero()) {
            return "Deliveries go on, but " + overview.stale() + " locks are stale.";
        }
        return overview.pausedWorkspaces().isEmpty()
                ? "Deliveries are on time."
                : "Deliveries are on time; some workspaces are paused.";
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
                : "There are also " + overview.dueOfOthers() + " due events of providers that others deliver.";
    }

    private boolean isLate() {
        return overview.oldestDueFor().compareTo(LATE) > 0;
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

    public String rowsAbout() {
        return number(overview.rowsAbout());
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
