package io.webhookcourier.signing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver's program as a process of its own, on a port that it chose. */
final class RunningReceiver implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("listening on (\\d+)");

    private final Process process;
    private final Path output;

    private RunningReceiver(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static RunningReceiver start(String command, Path program, String secret) throws IOException {
        Path output = program.resolveSibling("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command, program.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("WEBHOOK_SECRET", secret);
        builder.environment().put("PORT", "0");
        try {
            return new RunningReceiver(builder.start(), output);
        } catch (IOException e) {
            throw new AssertionError(
                    "the example of docs/receivers.md needs \"" + command + "\", which does not start here; install it"
                            + " (Node.js 18 or newer, Python 3.8 or newer): " + e.getMessage(),
                    e);
        }
    }

    int port() {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReadyOrDead);
        Matcher ready = READY.matcher(printed());
        if (!ready.find()) {
            throw new AssertionError("the receiver did not start: " + printed());
        }
        return Integer.parseInt(ready.group(1));
    }

    private boolean isReadyOrDead() {
        return READY.matcher(printed()).find() || !process.isAlive();
    }

    private String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError("the receiver's output cannot be read", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
