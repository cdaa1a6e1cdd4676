package io.webhookcourier.cli;

import io.webhookcourier.api.InspectionJson;
import io.webhookcourier.inspection.AttemptLine;
import io.webhookcourier.inspection.Endpoint;
import io.webhookcourier.inspection.EventDetails;
import io.webhookcourier.inspection.EventRow;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.inspection.RequestPreview;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything that is known of one event. */
@Command(
        name = "show",
        description = "Shows one event: why it is in its state, what happens next, and all its attempts.",
        mixinStandardHelpOptions = true)
final class EventsShow implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The event's id, or its dedupeKey.")
    private String id;

    @Option(names = "--payload", description = "Also prints the payload.")
    private boolean payload;

    @Option(names = "--curl", description = "Also prints the request as a curl command.")
    private boolean curl;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        try (Session session = Session.open()) {
            Inspection inspection = session.inspection();
            Optional<EventDetails> details = inspection.find(id).flatMap(inspection::event);
            if (details.isEmpty()) {
                output.err().println("there is no event with the id or dedupeKey " + id);
                return ExitCode.REFUSED;
            }
            if (output.json()) {
                output.printJson(InspectionJson.of(details.get()));
            } else {
                print(details.get(), output.out());
            }
            return ExitCode.DONE;
        }
    }

    private void print(EventDetails details, PrintWriter out) {
        EventRow event = details.event();
        out.println(
                String.format("%-11s", event.status()) + details.explanation().why());
        out.println("Next       " + details.explanation().next());
        out.println();
        out.println("Event      " + event.id() + ", " + event.eventType() + " of provider " + event.provider());
        out.println("Workspace  " + (event.workspace().isEmpty() ? "none" : event.workspace())
                + (details.paused() ? ", paused" : ""));
        out.println("Endpoint   " + endpoint(details.endpoint()));
        if (event.leadId() != null) {
            out.println("Lead       " + event.leadId());
        }
        out.println("Key        " + event.dedupeKey());
        out.println("Attempts   " + event.attempts() + " of " + event.maxAttempts());
        out.println("Created    " + Shown.time(event.createdAt()));
        out.println("Run at     " + Shown.time(event.runAt()));
        if (event.lockedBy() != null) {
            out.println("Locked by  " + event.lockedBy() + " since " + Shown.time(event.lockedAt()));
        }
        if (event.lastError() != null) {
            out.println("Error      " + event.lastError());
        }
        printAttempts(details, out);
        if (curl) {
            printCurl(details.request(), out);
        }
        if (payload) {
            out.println();
            out.println(event.payload() == null ? "There is no payload that can be shown." : event.payload());
        }
    }

    private static void printCurl(RequestPreview request, PrintWriter out) {
        out.println();
        if (request == null || request.curl() == null) {
            out.println("There is no request to show"
                    + (request == null
                            ? ": nothing was sent, or the provider's route makes it."
                            : ": " + request.problem() + "."));
            return;
        }
        out.println(
                "# WEBHOOK_URL is the workspace's URL, which is not shown. Signed for " + request.signedFor() + ".");
        request.curl().lines().forEach(out::println);
    }

    private static void printAttempts(EventDetails details, PrintWriter out) {
        out.println();
        if (details.attempts().isEmpty()) {
            out.println("No attempt is on record.");
            return;
        }
        TextTable table = new TextTable("ATTEMPT", "STARTED", "TOOK", "OUTCOME", "STATUS", "WHAT HAPPENED");
        for (AttemptLine attempt : details.attempts()) {
            table.row(
                    attempt.attempt(),
                    Shown.time(attempt.startedAt()),
                    attempt.durationMillis() == null ? null : attempt.durationMillis() + " ms",
                    attempt.outcome(),
                    attempt.statusCode(),
                    attempt.inWords());
        }
        table.print(out);
    }

    private static String endpoint(Endpoint endpoint) {
        if (endpoint == null) {
            return "named by the provider's route";
        }
        return (endpoint.host() == null ? noHost(endpoint) : endpoint.host())
                + (endpoint.enabled() ? "" : ", disabled")
                + (endpoint.secretSet() ? ", secret set" : ", no secret");
    }

    private static String noHost(Endpoint endpoint) {
        return "no usable URL" + (endpoint.urlSet() ? " (" + endpoint.urlProblem() + ")" : "");
    }
}
