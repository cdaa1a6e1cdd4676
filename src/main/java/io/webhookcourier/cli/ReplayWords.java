package io.webhookcourier.cli;

import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.ReplayPreview;
import java.util.Locale;

/** Replays of many in sentences. */
final class ReplayWords {

    private ReplayWords() {}

    /** What a job has come to. */
    static String result(ReplayJob job) {
        String end = job.state() == ReplayJob.State.STOPPED
                ? " Somebody stopped it; 'replay --go-on " + job.id() + "' goes on."
                : job.atItsBound() && job.expected() > job.replayed()
                        ? " That is its limit; start another for the rest."
                        : "";
        String leftOut = job.leftOut() == 0
                ? ""
                : " " + Shown.events(job.leftOut()) + " had been delivered and stayed as they were: see --force.";
        return "Replay job " + job.id() + ": " + Shown.events(job.replayed()) + " put back." + leftOut + end;
    }

    /** What a job would find. */
    static String preview(ReplayFilter filter, ReplayOptions options, ReplayBounds bounds, ReplayPreview preview) {
        if (preview.events() == 0) {
            return "No event matches.";
        }
        String delivered = preview.delivered() == 0
                ? ""
                : options.force()
                        ? " " + Shown.number(preview.delivered()) + " of them were delivered and will be once more."
                        : " " + Shown.number(preview.delivered()) + " of them were delivered and are left out.";
        String bound = preview.events() <= bounds.maxRows()
                ? ""
                : " Of these " + Shown.number(bounds.maxRows()) + " are replayed at most (--limit).";
        return Shown.events(preview.events()) + " "
                + filter.ended().name().toLowerCase(Locale.ROOT)
                + " in " + Shown.number(preview.workspaces())
                + (preview.workspaces() == 1 ? " workspace" : " workspaces") + " between "
                + Shown.time(preview.firstEnded()) + " and " + Shown.time(preview.lastEnded()) + "." + delivered
                + bound;
    }
}
