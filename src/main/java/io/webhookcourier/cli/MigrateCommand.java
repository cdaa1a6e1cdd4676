package io.webhookcourier.cli;

import io.webhookcourier.database.DatabaseChecks;
import io.webhookcourier.database.Migrations;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings schema courier up to date without starting the service. */
@Command(
        name = "migrate",
        description =
                "Creates schema courier in the database, or brings it up to this version, as the service does at its"
                        + " start. Changes nothing outside of that schema.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Runnable {

    @Option(names = "--dry-run", description = "Lists what would be done, and changes nothing.")
    private boolean dryRun;

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        try (Session session = Session.open()) {
            new DatabaseChecks(session.pool(), session.schema(), session.providers()).check();
            Migrations migrations = new Migrations(session.database().migrations(), session.schema());
            List<String> pending = migrations.pending();
            if (!dryRun) {
                migrations.migrate();
            }
            if (output.json()) {
                output.printJson(Map.of("pending", pending, "applied", !dryRun));
            } else {
                print(pending);
            }
        }
    }

    private void print(List<String> pending) {
        if (pending.isEmpty()) {
            output.out().println("Schema courier is up to date; nothing was changed.");
            return;
        }
        output.out().println(dryRun ? "To be applied to schema courier:" : "Applied to schema courier:");
        pending.forEach(migration -> output.out().println("  " + migration));
    }
}
