package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.inspection.InspectionException;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.text.OneLine;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, in one line on stderr that says what to do, and its exit code. Never a stack trace for a mistake. */
final class Failures implements IExecutionExceptionHandler {

    private static final String MIGRATE = "schema courier is missing in this database, or older than this program: run"
            + " 'java -jar webhook-courier.jar migrate', or start the service once";

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult result) throws Exception {
        if (exception instanceof OperationRefusedException refused) {
            command.getErr().println(inWords(refused));
            return ExitCode.REFUSED;
        }
        if (exception instanceof ConfigurationException settings) {
            settings.mistakes().forEach(command.getErr()::println);
            return ExitCode.of(settings);
        }
        command.getErr().println(mistake(exception));
        return ExitCode.USER_MISTAKE;
    }

    static String inWords(OperationRefusedException refused) {
        return refused.inWords("--force");
    }

    private static String mistake(Exception exception) throws Exception {
        if (exception instanceof SQLException e) {
            return ofDatabase(e, "the database refused it: " + OneLine.of(e));
        }
        if (exception instanceof InspectionException e) {
            return e.getCause() instanceof SQLException cause ? ofDatabase(cause, e.getMessage()) : e.getMessage();
        }
        throw exception;
    }

    /** Class 42: a name that is not there (P01, 703, 883) or a right that is lacking (501); 3F: a schema. */
    private static String ofDatabase(SQLException e, String other) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "42P01", "42703", "42883", "3F000" -> MIGRATE;
            case "42501" ->
                "the role that courier.database.url names lacks a right: " + OneLine.of(e)
                        + "; docs/database.md lists the rights that are needed";
            default -> other;
        };
    }
}
