package io.webhookcourier.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line (contract, section 1; docs/cli.md). */
@Command(
        name = "webhook-courier",
        description =
                "Delivers the rows of a PostgreSQL queue as signed webhooks. Without a command it runs the service.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            EventsCommand.class,
            ReplayCommand.class,
            AuditCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            EndpointsCommand.class,
            DoctorCommand.class,
            ConfigCommand.class,
            PurgeCommand.class,
            MigrateCommand.class,
            WakeupCommand.class,
            CompletionCommand.class,
            ManCommand.class,
            CommandLine.HelpCommand.class
        })
public final class CourierCommand implements Runnable {

    private CourierCommand() {}

    /** @return the exit code */
    public static int execute(String... arguments) {
        CommandLine commandLine = new CommandLine(new CourierCommand());
        commandLine.setOut(new LineWriter(System.out));
        commandLine.setErr(new LineWriter(System.err));
        Optional<String> problem =
                LocaleCheck.problem(System.getProperty("user.dir"), System.getProperty("sun.jnu.encoding"));
        if (problem.isPresent()) {
            commandLine.getErr().println(problem.get());
            return ExitCode.USER_MISTAKE;
        }
        commandLine.setParameterExceptionHandler(CourierCommand::tellMistake);
        commandLine.setExecutionExceptionHandler(new Failures());
        return commandLine.execute(arguments);
    }

    private static int tellMistake(ParameterException mistake, String... given) {
        CommandLine command = mistake.getCommandLine();
        String help = command.getParent() == null
                ? "'webhook-courier help' lists the commands"
                : "see '" + command.getCommandSpec().qualifiedName() + " --help'";
        command.getErr().println(mistake.getMessage() + suggestion(mistake) + "; " + help);
        return ExitCode.USER_MISTAKE;
    }

    /** For commands; what picocli finds similar to an option is seldom meant. */
    private static String suggestion(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
            return "";
        }
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
    }

    @Override
    public void run() {
        new RunCommand().run();
    }
}
