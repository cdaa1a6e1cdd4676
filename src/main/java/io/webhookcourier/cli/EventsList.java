package io.webhookcourier.cli;

import io.webhookcourier.api.InspectionJson;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventLine;
import io.webhookcourier.inspection.EventPage;
import io.webhookcourier.inspection.Inspection;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A page of events. */
@Command(name = "list", description = "Lists events, newest first.", mixinStandardHelpOptions = true)
final class EventsList implements Runnable {

    @Mixin
    private EventChoice choice;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "1 to 200 events; 20 by default.")
    private int limit;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Continues where the page before ended.")
    private String after;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        EventFilter filter = choice.filter();
        if (limit < 1 || limit > Inspection.LARGEST_PAGE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--limit must be between 1 and " + Inspection.LARGEST_PAGE + " (was " + limit + ")");
        }
        try (Session session = Session.open()) {
            EventPage page = session.inspection().events(filter, after, limit);
            if (output.json()) {
                output.printJson(InspectionJson.of(page));
            } else {
                print(page, output.out());
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--after: not a cursor that this command has printed");
        }
    }

    private static void print(EventPage page, PrintWriter out) {
        if (page.lines().isEmpty() && page.next() == null) {
            out.println("No event matches.");
            return;
        }
        TextTable table =
                new TextTable("ID", "STATUS", "TYPE", "WORKSPACE", "LEAD", "ATTEMPTS", "RUN AT", "LAST ERROR");
        for (EventLine line : page.lines()) {
            table.row(
                    line.id(),
                    line.skipped() ? "SKIPPED" : line.status(),
                    line.eventType(),
                    line.workspaceId(),
                    line.leadId(),
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
