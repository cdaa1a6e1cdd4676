package io.webhookcourier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the settings; changes nothing and needs no database. */
@Command(
        name = "config",
        description = "Shows the settings in effect and where each came from, or their JSON Schema.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigShow.class, ConfigSchema.class})
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "config: say show or schema");
    }
}
