package io.webhookcourier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at where events go. */
@Command(
        name = "endpoints",
        description = "Lists the workspaces' endpoints, or checks whether one may be delivered to.",
        mixinStandardHelpOptions = true,
        subcommands = {EndpointsList.class, EndpointsCheck.class})
final class EndpointsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "endpoints: say list or check");
    }
}
