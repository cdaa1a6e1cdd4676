package io.webhookcourier.cli;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import io.webhookcourier.support.TestDatabase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Commands as an operator gives them, to the packaged jar in a folder of its own. */
final class Shell {

    /** What a command has left behind. */
    record Ended(int exitCode, String out, String err) {}

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final WorkingFolder folder = WorkingFolder.create();
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** With no database configured. */
    static Shell withoutDatabase() {
        return new Shell();
    }

    static Shell on(TestDatabase database) {
        return new Shell().with("DATABASE_URL", url(database, database.username()));
    }

    static String url(TestDatabase database, String user) {
        return database.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + user + "@");
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    WorkingFolder folder() {
        return folder;
    }

    Ended run(String... arguments) {
        try (CourierProcess process = start(arguments)) {
            int exitCode = process.awaitExit(LIMIT);
            return new Ended(exitCode, process.stdout(), process.stderr());
        }
    }

    CourierProcess start(String... arguments) {
        return CourierProcess.start(folder, environment, arguments);
    }
}
