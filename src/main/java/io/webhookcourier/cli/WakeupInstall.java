package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.database.WakeUpTrigger;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts the trigger on the table; does nothing when it is there. */
@Command(
        name = "install",
        description = "Creates the trigger courier_wakeup on \"WebhookEvent\". Needs the right TRIGGER on that table.",
        mixinStandardHelpOptions = true)
final class WakeupInstall implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        WakeupConnection.use((trigger, state) -> {
            if (state.installed()) {
                out.println("The wake-up trigger is on table " + state.table() + " already; nothing was changed.");
                return;
            }
            requireRights(state);
            trigger.install();
            out.println(
                    "Installed: trigger courier_wakeup on table " + state.table() + ", after every INSERT statement.");
            out.println("Its cost: PostgreSQL commits transactions that notify one after another, across the whole"
                    + " server. Where inserts commit thousands of times a second, take it off again:"
                    + " java -jar webhook-courier.jar wakeup remove");
        });
    }

    private static void requireRights(WakeUpTrigger.State state) {
        if (!state.mayCreateTrigger()) {
            throw new ConfigurationException("role " + state.role() + " lacks the right TRIGGER on table "
                    + state.table() + ": GRANT TRIGGER ON " + state.table() + " TO " + state.role());
        }
        if (!state.mayCreateFunction()) {
            throw new ConfigurationException("role " + state.role() + " lacks the right CREATE on schema courier:"
                    + " GRANT CREATE ON SCHEMA courier TO " + state.role());
        }
    }
}
