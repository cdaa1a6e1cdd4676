package io.webhookcourier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at events; changes nothing. */
@Command(
        name = "events",
        description = "Lists or exports events, shows one with its attempts, or follows attempts as they happen.",
        mixinStandardHelpOptions = true,
        subcommands = {EventsList.class, EventsExport.class, EventsShow.class, EventsTail.class})
final class EventsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "events: list, export, show or tail is needed");
    }
}
