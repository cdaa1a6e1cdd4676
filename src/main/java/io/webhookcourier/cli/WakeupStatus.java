package io.webhookcourier.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether the trigger is there. */
@Command(
        name = "status",
        description = "Shows whether the trigger is installed; changes nothing.",
        mixinStandardHelpOptions = true)
final class WakeupStatus implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        WakeupConnection.use((trigger, state) -> out.println(
                state.installed()
                        ? "The wake-up trigger is on table " + state.table() + "."
                        : "There is no wake-up trigger on table " + state.table()
                                + ": its rows are found by polling, and those of courier.enqueue at once."));
    }
}
