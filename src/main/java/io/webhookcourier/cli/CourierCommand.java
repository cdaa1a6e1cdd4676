package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line (contract, section 1). Exit codes: 0 done, 2 a mistake of the user, told in one line on stderr. */
@Command(
        name = "webhook-courier",
        description =
                "Delivers the rows of a PostgreSQL queue as signed webhooks. Without a command it runs the service.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {RunCommand.class, WakeupCommand.class, CommandLine.HelpCommand.class})
public final class CourierCommand implements Runnable {

    private static final int USER_MISTAKE = 2;

    private CourierCommand() {}

    /** @return the exit code */
    public static int execute(String... arguments) {
        CommandLine commandLine = new CommandLine(new CourierCommand());
        commandLine.setParameterExceptionHandler((mistake, given) -> {
            mistake.getCommandLine()
                    .getErr()
                    .println(mistake.getMessage() + "; 'webhook-courier help' lists what there is");
            return USER_MISTAKE;
        });
        commandLine.setExecutionExceptionHandler((exception, command, result) -> {
            if (exception instanceof ConfigurationException mistake) {
                command.getErr().println(mistake.getMessage());
                return USER_MISTAKE;
            }
            throw exception;
        });
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        new RunCommand().run();
    }
}
