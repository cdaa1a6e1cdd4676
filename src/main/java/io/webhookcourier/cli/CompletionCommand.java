package io.webhookcourier.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The script by which bash and zsh complete what is typed. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(java -jar webhook-courier.jar completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "webhook-courier",
            description = "The command's name in your shell (an alias or a script); webhook-courier by default.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash(name, spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
