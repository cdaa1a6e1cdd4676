package io.webhookcourier.cli;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventStatus;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which events a list holds. */
final class EventChoice {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "PENDING, RUNNING, SUCCEEDED or FAILED; several with commas between.")
    private String status;

    @Option(names = "--workspace", paramLabel = "ID")
    private String workspace;

    @Option(names = "--type", paramLabel = "TYPE", description = "The event type, such as lead_created.")
    private String type;

    @Option(names = "--lead", paramLabel = "ID", description = "The payload's leadId.")
    private String lead;

    @Option(names = "--key", paramLabel = "KEY", description = "The dedupeKey, in whole.")
    private String key;

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

    @Option(names = "--error", paramLabel = "TEXT", description = "Only events whose last error contains this.")
    private String error;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "How SUCCEEDED events ended: DELIVERED, SKIPPED (nothing was sent) or DUPLICATE.")
    private Outcome outcome;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** @throws ParameterException for what cannot be a filter */
    EventFilter filter() {
        try {
            return new EventFilter(
                    statuses(), workspace, type, lead, Moment.orNull(since), Moment.orNull(until), error, key, outcome);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    private List<EventStatus> statuses() {
        return status == null
                ? List.of()
                : EventStatus.listOf(status)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "--status: one of " + EventStatus.names()
                                        + " is accepted, or several with commas between, not " + status));
    }
}
