package io.webhookcourier.cli;

import io.webhookcourier.api.InspectionJson;
import io.webhookcourier.inspection.AuditLine;
import io.webhookcourier.inspection.AuditPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What operators did. */
@Command(
        name = "audit",
        description = "Shows what operators did, newest first: replays, pauses, releases, purges.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "Only what was done to this: event:ID, workspace:ID, replay:ID or everything.")
    private String target;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Maximum number of lines, 1 to 200; 50 by default.")
    private int limit;

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        try (Session session = Session.open()) {
            AuditPage page = session.inspection().audit(target, null, limit);
            if (output.json()) {
                output.printJson(InspectionJson.of(page));
                return;
            }
            TextTable table = new TextTable("WHEN", "ACTION", "TARGET", "BY", "REASON");
            for (AuditLine line : page.lines()) {
                table.row(Shown.time(line.at()), line.action(), line.target(), line.actor(), line.reason());
            }
            table.print(output.out());
        }
    }
}
