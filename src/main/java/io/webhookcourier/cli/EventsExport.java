package io.webhookcourier.cli;

import io.webhookcourier.api.InspectionJson;
import io.webhookcourier.inspection.EventCsv;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventLine;
import io.webhookcourier.inspection.EventPage;
import io.webhookcourier.inspection.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All events of a list, for a file. */
@Command(
        name = "export",
        description = "Prints all matching events, newest first, as CSV, or with --json as one object per line.",
        mixinStandardHelpOptions = true)
final class EventsExport implements Runnable {

    @Mixin
    private EventChoice choice;

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        EventFilter filter = choice.filter();
        try (Session session = Session.open()) {
            if (!output.json()) {
                output.out().println(EventCsv.HEADER);
            }
            String after = null;
            do {
                EventPage page = session.inspection().events(filter, after, Inspection.LARGEST_PAGE);
                page.lines().forEach(this::print);
                output.out().flush();
                after = page.next();
            } while (after != null && !output.out().checkError());
        }
    }

    private void print(EventLine line) {
        if (output.json()) {
            output.printJsonLine(InspectionJson.of(line));
        } else {
            output.out().println(EventCsv.line(line));
        }
    }
}
