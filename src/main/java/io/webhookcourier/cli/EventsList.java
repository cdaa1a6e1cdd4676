package io.webhookcourier.cli;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventLine;
import io.webhookcourier.inspection.EventPage;
import io.webhookcourier.inspection.EventStatus;
import io.webhookcourier.inspection.Inspection;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A page of events. */
@Command(name = "list", description = "Lists events, the latest first.", mixinStandardHelpOptions = true)
final class EventsList implements Runnable {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "PENDING, RUNNING, SUCCEEDED, FAILED; several with commas.")
    private String status;

    @Option(names = "--workspace", paramLabel = "ID")
    private String workspace;

    @Option(names = "--type", paramLabel = "TYPE", description = "The event type, such as lead_created.")
    private String type;

    @Option(names = "--lead", paramLabel = "ID", description = "The payload's leadId.")
    private String lead;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = Moment.Converter.class,
            description = "Due, or last tried, not before: " + Moment.FORMS + ".")
    private Moment since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            converter = Moment.Converter.class,
            description = "The same, not after.")
    private Moment until;

    @Option(names = "--error", paramLabel = "TEXT", description = "Stands in the last error.")
    private String error;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "How SUCCEEDED events ended: DELIVERED, SKIPPED (nothing was sent) or DUPLICATE.")
    private Outcome outcome;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "1 to 200 events; 20 by default.")
    private int limit;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Goes on where the page before ended.")
    private String after;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        EventFilter filter = new EventFilter(
                statusesGiven(), workspace, type, lead, Moment.orNull(since), Moment.orNull(until), error, outcome);
        if (limit < 1 || limit > Inspection.LARGEST_PAGE) {
            throw new ParameterException(
                    spec.commandLine(), "--limit: 1 to " + Inspection.LARGEST_PAGE + " is accepted, not " + limit);
        }
        try (Session session = Session.open()) {
            EventPage page = session.inspection().events(filter, after, limit);
            if (output.json()) {
                output.printJson(page);
            } else {
                print(page, output.out());
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--after: not a cursor that this command has printed");
        }
    }

    private List<EventStatus> statusesGiven() {
        return status == null
                ? List.of()
                : EventStatus.listOf(status)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "--status: one of " + EventStatus.names()
                                        + " is accepted, or several with commas between, not " + status));
    }

    private static void print(EventPage page, PrintWriter out) {
        if (page.lines().isEmpty() && page.next() == null) {
            out.println("No event matches.");
            return;
        }
        TextTable table = new TextTable("ID", "STATUS", "TYPE", "WORKSPACE", "ATTEMPTS", "RUN AT", "LAST ERROR");
        for (EventLine line : page.lines()) {
            table.row(
                    line.id(),
                    line.skipped() ? "SKIPPED" : line.status(),
                    line.eventType(),
                    line.workspaceId(),
                    line.attempts() + " of " + line.maxAttempts(),
                    Shown.time(line.runAt()),
                    line.skipped()
                            ? "nothing was sent: " + line.causeInWords()
                            : line.lastError() == null ? "" : line.lastError());
        }
        table.print(out);
        if (page.searchedBackTo() != null) {
            out.println("Searched back to " + Shown.time(page.searchedBackTo()) + " so far.");
        }
        if (page.next() != null) {
            out.println("More: --after " + page.next());
        }
    }
}
