package io.webhookcourier.cli;

import io.webhookcourier.api.InspectionJson;
import io.webhookcourier.inspection.Overview;
import io.webhookcourier.inspection.Pause;
import io.webhookcourier.inspection.WorkerLine;
import io.webhookcourier.text.Counted;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The state of the queue. */
@Command(
        name = "status",
        description =
                "Shows the state of the queue: what is due, waiting, in flight, failed and paused, and which workers are"
                        + " alive.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        try (Session session = Session.open()) {
            Overview overview = session.inspection().overview();
            if (output.json()) {
                output.printJson(InspectionJson.of(overview));
            } else {
                print(overview, output.out());
            }
        }
    }

    private static void print(Overview overview, PrintWriter out) {
        out.println(overview.headline().text());
        out.println();
        boolean late = overview.oldestDue() != null && !overview.due().isZero();
        out.println("Due          " + overview.due()
                + (late ? ", the oldest for " + Shown.duration(overview.oldestDueFor()) : ""));
        if (!overview.duePaused().rows().isZero()) {
            out.println("Due, paused  " + overview.duePaused().rows() + " of "
                    + String.join(", ", overview.duePaused().workspaces()));
        }
        out.println("Waiting      " + overview.waiting());
        out.println("In flight    " + overview.inFlight()
                + (overview.stale().isZero() ? "" : ", " + overview.stale() + " of them with a stale lock"));
        out.println("Failed       " + overview.failed());
        if (!overview.dueOfOthers().isZero()) {
            out.println("Of others    " + overview.dueOfOthers() + " due, of providers that are not in"
                    + " courier.queue.providers");
        }
        out.println("Last hour    " + Shown.number(overview.deliveredInLastHour()) + " delivered, "
                + Shown.number(overview.retriedInLastHour()) + " to be retried, "
                + Shown.number(overview.failedInLastHour()) + " failed");
        out.println("Table        "
                + (overview.rowsAbout() == null
                        ? "its number of rows is known after PostgreSQL's first ANALYZE"
                        : "about " + Counted.of(overview.rowsAbout(), "row")));
        printPauses(overview, out);
        printWorkers(overview, out);
    }

    private static void printPauses(Overview overview, PrintWriter out) {
        if (overview.pauses().isEmpty()) {
            out.println("Paused       nothing");
        }
        for (Pause pause : overview.pauses()) {
            out.println("Paused       " + (pause.everything() ? "everything" : "workspace " + pause.workspaceId())
                    + " since " + Shown.time(pause.pausedAt())
                    + (pause.pausedBy() == null ? "" : " by " + pause.pausedBy())
                    + (pause.reason() == null ? "" : ": " + pause.reason()));
        }
    }

    private static void printWorkers(Overview overview, PrintWriter out) {
        if (overview.workers().isEmpty()) {
            out.println("Workers      none: nothing is delivered until a service runs");
            return;
        }
        out.println();
        TextTable table = new TextTable("WORKER", "HOST", "PROCESS", "VERSION", "SINCE", "LAST HEARTBEAT");
        for (WorkerLine worker : overview.workers()) {
            String beat = Shown.duration(Duration.between(worker.heartbeatAt(), overview.now())) + " ago";
            table.row(
                    worker.instanceId(),
                    worker.host(),
                    worker.pid(),
                    worker.version(),
                    Shown.time(worker.startedAt()),
                    worker.alive() ? beat : beat + ", dead");
        }
        table.print(out);
    }
}
