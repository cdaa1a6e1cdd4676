package io.webhookcourier.cli;

import io.webhookcourier.api.InspectionJson;
import io.webhookcourier.inspection.Endpoint;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.inspection.WorkspaceLine;
import io.webhookcourier.inspection.WorkspacePage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A page of workspaces. */
@Command(
        name = "list",
        description =
                "Lists the workspaces with their endpoints, and how deliveries went in the last 24 hours. Secrets are"
                        + " never shown.",
        mixinStandardHelpOptions = true)
final class EndpointsList implements Runnable {

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Only workspaces whose id contains this.")
    private String text;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "1 to 200 workspaces; 50 by default.")
    private int limit;

    @Option(names = "--after", paramLabel = "ID", description = "Continues after this workspace.")
    private String after;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (limit < 1 || limit > Inspection.LARGEST_PAGE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--limit must be between 1 and " + Inspection.LARGEST_PAGE + " (was " + limit + ")");
        }
        try (Session session = Session.open()) {
            WorkspacePage page = session.inspection().workspaces(text, after, limit);
            if (output.json()) {
                output.printJson(InspectionJson.of(page));
            } else {
                print(page, output.out());
            }
        }
    }

    private static void print(WorkspacePage page, PrintWriter out) {
        if (page.lines().isEmpty()) {
            out.println("No workspace matches.");
            return;
        }
        TextTable table =
                new TextTable("WORKSPACE", "ENDPOINT", "STATE", "SECRET", "EVENTS", "DELIVERED", "LAST ERROR");
        for (WorkspaceLine line : page.lines()) {
            Endpoint endpoint = line.endpoint();
            table.row(
                    line.workspaceId(),
                    host(endpoint),
                    line.paused() ? "paused" : endpoint.enabled() ? "enabled" : "disabled",
                    endpoint.secretSet() ? "set" : "none",
                    endpoint.events().isEmpty() ? "none" : String.join(",", endpoint.events()),
                    share(line.successRate()),
                    line.lastError() == null ? "" : Shown.time(line.lastErrorAt()) + " " + line.lastErrorInWords());
        }
        table.print(out);
        if (page.next() != null) {
            out.println("More: --after " + page.next());
        }
    }

    private static String host(Endpoint endpoint) {
        if (endpoint.host() != null) {
            return endpoint.host();
        }
        return endpoint.urlSet() ? "not accepted: " + endpoint.urlProblem() : "none";
    }

    private static String share(OptionalDouble rate) {
        return rate.isEmpty()
                ? null
                : String.format(Locale.ROOT, "%.1f %%", Math.floor(rate.getAsDouble() * 1_000) / 10);
    }
}
