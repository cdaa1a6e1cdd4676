package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** How the service refuses to start: exit code 2, and one line on stderr (contract, section 1). */
final class Refusal {

    /** In every password and token that these tests give. */
    static final String CANARY = "c4nary-s3cret";

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Refusal() {}

    /** Waits for the end of the process. @return the line */
    static String of(CourierProcess process) {
        List<String> lines = linesOf(process);
        assertThat(lines).as("lines on stderr").hasSize(1);
        return lines.get(0);
    }

    /** Waits for the end of the process. @return a line for each mistake */
    static List<String> linesOf(CourierProcess process) {
        try (process) {
            int exitCode = process.awaitExit(LIMIT);
            String stderr = process.stderr();
            assertThat(exitCode).as("exit code; stderr: %s", stderr).isEqualTo(2);
            assertThat(stderr + process.stdout())
                    .doesNotContain(CANARY)
                    .doesNotContain("\tat ")
                    .doesNotContain("java.lang.");
            return stderr.lines().map(String::strip).toList();
        }
    }
}
