package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged jar as a command line. */
@Execution(ExecutionMode.CONCURRENT)
class CommandLineIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final WorkingFolder folder = WorkingFolder.create();

    @Test
    void helpListsTheCommands() {
        CourierProcess help = CourierProcess.start(folder, Map.of(), "help");

        assertThat(help.awaitExit(LIMIT)).isZero();
        assertThat(help.stdout()).startsWith("Usage: webhook-courier").contains("run", "help");
        assertThat(help.stderr()).isEmpty();
    }

    @Test
    void theVersionIsTheJars() {
        CourierProcess version = CourierProcess.start(folder, Map.of(), "--version");

        assertThat(version.awaitExit(LIMIT)).isZero();
        assertThat(version.stdout().strip()).matches("webhook-courier \\d+\\.\\d+\\.\\d+.*");
        assertThat(version.stderr()).isEmpty();
    }

    @Test
    void anUnknownCommandIsReportedInOneLine() {
        assertThat(Refusal.of(CourierProcess.start(folder, Map.of(), "serve"))).contains("'serve'", "help");
    }
}
