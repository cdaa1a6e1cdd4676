package io.webhookcourier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The manual page of all commands. */
@Command(
        name = "man",
        description = "Prints the manual page: webhook-courier man | man -l -",
        mixinStandardHelpOptions = true)
final class ManCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(ManPage.of(spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
