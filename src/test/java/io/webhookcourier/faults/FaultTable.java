package io.webhookcourier.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one table of all trials of a run: printed at the end, and kept in target/fault-table.md. */
final class FaultTable implements AutoCloseable {

    private static final Path FILE = Path.of("target", "fault-table.md");

    private final List<String> rows = new ArrayList<>();

    /** Gives tests the run's table. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == FaultTable.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(FaultTable.class))
                    .getOrComputeIfAbsent(FaultTable.class, key -> new FaultTable(), FaultTable.class);
        }
    }

    /**
     * @param injected what was done, and how often
     * @param bound how many duplicates were allowed at most
     */
    synchronized void add(String fault, String injected, Trial trial, Findings findings, int bound) {
        String duplicates = findings.duplicates().size() + (bound == 0 ? "" : " (at most " + bound + ")");
        if (!findings.afterTimeLimit().isEmpty()) {
            duplicates += ", and " + findings.afterTimeLimit().size() + " after the time limit";
        }
        rows.add("| "
                + String.join(
                        " | ",
                        fault,
                        injected,
                        Integer.toString(findings.events()),
                        Integer.toString(findings.requests()),
                        Integer.toString(findings.lost().size()),
                        duplicates,
                        seconds(trial.recovery()))
                + " |");
    }

    @Override
    public synchronized void close() {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | injected | events | requests | lost | duplicates | time to recover |");
        lines.add("|---|---|---|---|---|---|---|");
        rows.stream().sorted().forEach(lines::add);
        System.out.println(String.join("\n", lines));
        try {
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String seconds(Duration duration) {
        return duration == null ? "–" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
