package io.webhookcourier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The operator's own act on the application's table; the service never does it on its own. */
@Command(
        name = "wakeup",
        description = {
            "Wakes the service at every INSERT into \"WebhookEvent\", so that events leave within milliseconds instead of at"
                    + " the next poll. Needed only where producers do not call courier.enqueue, which does so itself.",
            "Cost: PostgreSQL commits transactions that notify one after another, across the whole server."
        },
        mixinStandardHelpOptions = true,
        subcommands = {WakeupInstall.class, WakeupRemove.class, WakeupStatus.class})
final class WakeupCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "wakeup: say install, remove or status");
    }
}
