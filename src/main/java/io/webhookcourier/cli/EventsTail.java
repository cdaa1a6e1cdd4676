package io.webhookcourier.cli;

import io.webhookcourier.inspection.AttemptLine;
import io.webhookcourier.inspection.AttemptTail;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Attempts as they happen. */
@Command(
        name = "tail",
        description = "Prints the latest attempts, then new ones as they are recorded, until interrupted.",
        mixinStandardHelpOptions = true)
final class EventsTail implements Runnable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Option(names = "--workspace", paramLabel = "ID", description = "Only this workspace.")
    private String workspace;

    @Option(names = "--failures", description = "Only failed attempts and retries.")
    private boolean failures;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "10",
            description = "Number of past attempts to show first; 10 by default.")
    private int lines;

    @Option(names = "--no-follow", description = "Exits after the past attempts.")
    private boolean once;

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        try (Session session = Session.open()) {
            AttemptTail tail = new AttemptTail(session.pool(), workspace, failures);
            List<AttemptTail.Entry> entries = tail.next();
            entries.subList(Math.max(0, entries.size() - Math.max(0, lines)), entries.size())
                    .forEach(this::print);
            while (!once) {
                Terminal.rest(INTERVAL);
                tail.next().forEach(this::print);
            }
        }
    }

    private void print(AttemptTail.Entry entry) {
        if (output.json()) {
            output.printJsonLine(entry);
            return;
        }
        AttemptLine attempt = entry.attempt();
        output.out()
                .println(Shown.time(attempt.startedAt()) + "  "
                        + String.format("%-9s", attempt.outcome().name().toLowerCase(Locale.ROOT)) + "  "
                        + entry.eventType() + " " + entry.eventId() + " of " + entry.workspaceId() + ": attempt "
                        + attempt.attempt()
                        + (attempt.durationMillis() == null ? "" : ", " + attempt.durationMillis() + " ms")
                        + ", " + attempt.inWords()
                        + (attempt.nextRunAt() == null ? "" : ", next at " + Shown.time(attempt.nextRunAt())));
        output.out().flush();
    }
}
