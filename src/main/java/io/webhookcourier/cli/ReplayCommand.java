package io.webhookcourier.cli;

import io.webhookcourier.operations.ReplayOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends events again. */
@Command(
        name = "replay",
        description = {
            "Sends events again, with their ids: those that are named, or all that match, as a job that can be stopped"
                    + " and resumed.",
            "A delivered event is sent a second time only with --force."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of events.")
    private List<String> ids;

    @Mixin
    private ReplayChoice choice;

    @Mixin
    private ReplayJobChoice jobChoice;

    @Option(names = "--force", description = "Also events that were delivered.")
    private boolean force;

    @Option(
            names = "--keep-attempts",
            description =
                    "Keeps the attempt count: an event without any left gets one more. Otherwise counting restarts at zero.")
    private boolean keepAttempts;

    @Option(names = "--dry-run", description = "Counts what would be replayed, and changes nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask for confirmation.")
    private boolean yes;

    @Mixin
    private OperatorOptions operator;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        requireOneWay();
        ReplayOptions options = new ReplayOptions(force, keepAttempts);
        try (Session session = Session.open()) {
            if (ids != null) {
                return new ReplayById(session, options, operator.operator(), output).run(ids);
            }
            ReplayMany many = new ReplayMany(session, operator, output, new Terminal(output.err()));
            if (jobChoice.given()) {
                return many.jobs(jobChoice);
            }
            return dryRun ? many.preview(choice, options) : many.start(choice, options, yes);
        }
    }

    private void requireOneWay() {
        int ways = (ids == null ? 0 : 1)
                + (choice.severalKinds() ? 2 : choice.given() ? 1 : 0)
                + (jobChoice.given() ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "replay: name events by their ids, or use --failed, --skipped or --succeeded, or one of --jobs,"
                            + " --resume and --stop");
        }
        if (ids != null && (dryRun || choice.refined())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "replay: --dry-run and filters go with --failed, --skipped or --succeeded, not with ids");
        }
    }
}
