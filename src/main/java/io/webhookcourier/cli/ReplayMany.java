package io.webhookcourier.cli;

import io.webhookcourier.api.OperationJson;
import io.webhookcourier.operations.BulkReplay;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayJob;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.ReplayPreview;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;

/** Replays of many, seen from a terminal. */
final class ReplayMany {

    private static final int SHOWN_JOBS = 20;
    private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);

    private final BulkReplay replays;
    private final OperatorOptions operator;
    private final OutputOptions output;
    private final Terminal terminal;

    ReplayMany(Session session, OperatorOptions operator, OutputOptions output, Terminal terminal) {
        this.replays = session.operations().bulkReplay();
        this.operator = operator;
        this.output = output;
        this.terminal = terminal;
    }

    int preview(ReplayChoice choice, ReplayOptions options) throws SQLException {
        ReplayPreview preview = replays.preview(choice.filter());
        if (output.json()) {
            output.printJson(OperationJson.of(preview));
        } else {
            output.out().println(ReplayWords.preview(choice.filter(), options, choice.bounds(), preview));
        }
        if (choice.filter().needsForce() && !options.force()) {
            output.err().println("They have been delivered; to send them again, use --force.");
            return ExitCode.REFUSED;
        }
        return ExitCode.DONE;
    }

    int start(ReplayChoice choice, ReplayOptions options, boolean yes) throws SQLException {
        ReplayFilter filter = choice.filter();
        ReplayPreview preview = replays.preview(filter);
        if (preview.events() == 0) {
            return nothing();
        }
        if (!yes && !agreed(ReplayWords.preview(filter, options, choice.bounds(), preview))) {
            return ExitCode.REFUSED;
        }
        ReplayJob job = replays.start(filter, options, choice.bounds(), choice.background(), operator.operator());
        if (choice.background()) {
            print(job, "Replay job " + job.id() + " starts as soon as a service is running; see 'replay --jobs'.");
            return ExitCode.DONE;
        }
        return workOff(job);
    }

    int jobs(ReplayJobChoice choice) throws SQLException {
        if (choice.stop() != null) {
            ReplayJob job = replays.stop(choice.stop(), operator.operator());
            print(
                    job,
                    "Replay job " + job.id() + " was stopped after " + Shown.events(job.replayed())
                            + "; resume it with 'replay --resume " + job.id() + "'.");
            return ExitCode.DONE;
        }
        if (choice.resume() != null) {
            return workOff(replays.resume(choice.resume(), false, operator.operator()));
        }
        list();
        return ExitCode.DONE;
    }

    private int nothing() {
        if (output.json()) {
            output.printJson(OperationJson.of(new ReplayPreview(0, 0, 0, null, null)));
        } else {
            output.out().println("No event matches; nothing was changed.");
        }
        return ExitCode.DONE;
    }

    private boolean agreed(String what) {
        if (!terminal.present()) {
            output.err().println(what + " Nothing was changed: use --yes to replay them.");
            return false;
        }
        if (terminal.confirms(what + " Replay them?")) {
            return true;
        }
        output.err().println("Nothing was changed.");
        return false;
    }

    private int workOff(ReplayJob begun) throws SQLException {
        ReplayJob job = begun;
        Thread farewell = new Thread(
                () -> output.err()
                        .println("Interrupted. Resume with: java -jar webhook-courier.jar replay --resume "
                                + begun.id()),
                "courier-replay-interrupted");
        Runtime.getRuntime().addShutdownHook(farewell);
        while (job.state() == ReplayJob.State.RUNNING) {
            job = replays.nextBatch(job.id());
            if (job.state() == ReplayJob.State.RUNNING) {
                terminal.progress("Replayed " + Shown.number(job.replayed()) + " of "
                        + Shown.number(Math.min(job.expected(), job.bounds().maxRows())));
                Terminal.rest(BETWEEN_BATCHES);
            }
        }
        Runtime.getRuntime().removeShutdownHook(farewell);
        terminal.progressEnds();
        print(job, ReplayWords.result(job));
        return job.state() == ReplayJob.State.DONE ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void print(ReplayJob job, String sentence) {
        if (output.json()) {
            output.printJson(OperationJson.of(job));
        } else {
            output.out().println(sentence);
        }
    }

    private void list() throws SQLException {
        var jobs = replays.jobs(SHOWN_JOBS);
        if (output.json()) {
            output.printJson(OperationJson.of(jobs));
            return;
        }
        PrintWriter out = output.out();
        if (jobs.isEmpty()) {
            out.println("There has been no bulk replay yet.");
            return;
        }
        TextTable table = new TextTable("JOB", "STATE", "REPLAYED", "OF", "LEFT OUT", "BEGUN", "BY", "REASON");
        for (ReplayJob job : jobs) {
            table.row(
                    job.id(),
                    ReplayWords.state(job),
                    Shown.number(job.replayed()),
                    Shown.number(job.expected()),
                    Shown.number(job.leftOut()),
                    Shown.time(job.createdAt()),
                    job.operator().name(),
                    job.operator().reason());
        }
        table.print(out);
    }
}
