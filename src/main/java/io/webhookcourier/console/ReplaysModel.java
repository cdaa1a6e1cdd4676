package io.webhookcourier.console;

import io.webhookcourier.inspection.MomentInWords;
import io.webhookcourier.operations.ReplayJob;
import java.util.List;
import java.util.Locale;

/** The replays of many events. */
public record ReplaysModel(List<ReplayJob> jobs) {

    public String moment(ReplayJob job) {
        return MomentInWords.full(job.createdAt());
    }

    /** Whether any is under way, so that the page is worth refreshing. */
    public boolean anyRunning() {
        return jobs.stream().anyMatch(job -> job.state() == ReplayJob.State.RUNNING);
    }

    public String mood(ReplayJob job) {
        return switch (job.state()) {
            case RUNNING -> "running";
            case STOPPED -> "paused";
            case DONE -> "good";
        };
    }

    /** How much of it is done, in hundredths of what was expected. */
    public long hundredths(ReplayJob job) {
        long of = Math.min(job.expected(), job.bounds().maxRows());
        return of == 0 ? 100 : Math.min(100, (job.replayed() + job.leftOut()) * 100 / of);
    }

    public String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public String what(ReplayJob job) {
        return job.filter().ended().name().toLowerCase(Locale.ROOT)
                + (job.filter().workspaceId() == null
                        ? ""
                        : ", workspace " + job.filter().workspaceId())
                + (job.filter().eventType() == null ? "" : ", " + job.filter().eventType())
                + (job.filter().errorText() == null
                        ? ""
                        : ", error “" + job.filter().errorText() + "”");
    }
}
