package io.webhookcourier.cli;

import io.webhookcourier.operations.Pauses;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops deliveries until they are resumed. */
@Command(
        name = "pause",
        description = "Pauses deliveries, of everything or of one workspace, for every worker and across restarts."
                + " Deliveries in flight finish; new requests stop within a second.",
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private PauseTarget target;

    @Mixin
    private OperatorOptions operator;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws SQLException {
        try (Session session = Session.open()) {
            Pauses pauses = session.operations().pauses();
            boolean changed = target.all
                    ? pauses.pauseEverything(operator.operator())
                    : pauses.pauseWorkspace(target.workspace, operator.operator());
            target.print(
                    output,
                    changed,
                    changed
                            ? "Paused: " + target + ", until 'resume " + target.option() + "'."
                            : "Nothing was changed: " + target + " was paused already.",
                    target.all
                            ? null
                            : session.inspection()
                                    .doubtAboutWorkspace(target.workspace)
                                    .orElse(null));
            return ExitCode.DONE;
        }
    }
}
