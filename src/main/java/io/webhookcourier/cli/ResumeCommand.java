package io.webhookcourier.cli;

import io.webhookcourier.operations.Pause;
import io.webhookcourier.operations.Pauses;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a pause. */
@Command(
        name = "resume",
        description = "Ends a pause. Resuming everything does not resume workspaces that were paused individually.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

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
                    ? pauses.resumeEverything(operator.operator())
                    : pauses.resumeWorkspace(target.workspace, operator.operator());
            target.print(
                    output,
                    changed,
                    changed
                            ? "Resumed: " + target + "." + consequence(pauses)
                            : "Nothing was changed: " + target + " was not paused.",
                    null);
            return ExitCode.DONE;
        }
    }

    private static String consequence(Pauses pauses) throws SQLException {
        List<Pause> left = pauses.list();
        if (left.isEmpty()) {
            return " What is due leaves at once.";
        }
        return left.get(0).workspaceId() == null
                ? " Everything is still paused, until 'resume --all'."
                : " What is due leaves at once; still paused: "
                        + left.stream().map(Pause::workspaceId).collect(Collectors.joining(", ")) + ".";
    }
}
