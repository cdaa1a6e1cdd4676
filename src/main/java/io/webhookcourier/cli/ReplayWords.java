package io.webhookcourier.cli;

import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.ReplayPreview;
import java.time.Duration;
import java.util.Locale;

/** Replays of many in sentences. */
final class ReplayWords {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private ReplayWords() {}

    /** What a job has come to. */
    static String result(ReplayJob job) {
        String end = job.state() == ReplayJob.State.STOPPED
                ? " It was stopped; resume it with 'replay --resume " + job.id() + "'."
                : job.atItsBound() && job.expected() > job.replayed()
                        ? " Its limit is reached; start another for the rest."
                        : "";
        String leftOut = job.leftOut() == 0
                ? ""
                : " " + Shown.events(job.leftOut()) + " had been delivered and were left unchanged: see --force.";
        return "Replay job " + job.id() + ": " + Shown.events(job.replayed()) + " requeued." + leftOut + end;
    }

    /** What a job would find. */
    static String preview(ReplayFilter filter, ReplayOptions options, ReplayBounds bounds, ReplayPreview preview) {
        if (preview.events() == 0) {
            return "No event matches.";
        }
        String delivered = preview.delivered() == 0
                ? ""
                : options.force()
                        ? " " + were(preview.delivered()) + " delivered and will be once more."
                        : " " + were(preview.delivered()) + " delivered and "
                                + (preview.delivered() == 1 ? "is" : "are") + " left out.";
        String bound = preview.events() <= bounds.maxRows()
                ? ""
                : " Of these " + Shown.number(bounds.maxRows()) + " are replayed at most (--limit).";
        String were = filter.ended() == ReplayFilter.Ended.SKIPPED ? (preview.events() == 1 ? "was " : "were ") : "";
        return Shown.events(preview.events()) + " " + were
                + filter.ended().name().toLowerCase(Locale.ROOT)
                + " in " + Shown.number(preview.workspaces())
                + (preview.workspaces() == 1 ? " workspace" : " workspaces")
                + when(Shown.time(preview.firstEnded()), Shown.time(preview.lastEnded())) + "." + delivered
                + bound;
    }

    /** running, stopped, done; interrupted when it has not advanced for half a minute. */
    static String state(ReplayJob job) {
        boolean interrupted =
                job.state() == ReplayJob.State.RUNNING && job.idle().compareTo(SILENCE) > 0;
        return interrupted ? "interrupted" : job.state().name().toLowerCase(Locale.ROOT);
    }

    private static String when(String first, String last) {
        return first.equals(last) ? " at " + first : " between " + first + " and " + last;
    }

    private static String were(long number) {
        return Shown.number(number) + " of them " + (number == 1 ? "was" : "were");
    }
}
