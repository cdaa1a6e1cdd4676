package io.webhookcourier.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the trigger off the table; does nothing when it is not there. */
@Command(
        name = "remove",
        description =
                "Drops the trigger and its function. Events that are not enqueued by courier.enqueue then leave at"
                        + " the next poll.",
        mixinStandardHelpOptions = true)
final class WakeupRemove implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        WakeupConnection.use((trigger, state) -> {
            trigger.remove();
            out.println(
                    state.installed()
                            ? "Removed: trigger courier_wakeup of table " + state.table() + "."
                            : "There is no wake-up trigger on table " + state.table() + "; nothing was changed.");
        });
    }
}
