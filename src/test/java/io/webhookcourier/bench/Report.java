package io.webhookcourier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, as a table for people and as JSON for comparisons. */
final class Report {

    private final Map<String, Object> circumstances = new LinkedHashMap<>();
    private final List<Figures> all = new ArrayList<>();
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
        circumstances.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        circumstances.put("cpus", Runtime.getRuntime().availableProcessors());
        circumstances.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    Report circumstance(String name, Object value) {
        circumstances.put(name, value);
        return this;
    }

    /** Prints the figures, and keeps them for the file. */
    void add(Figures figures) {
        if (all.isEmpty()) {
            out.printf("%-10s %-36s %s%n", "measured", "figure", "value");
        }
        all.add(figures);
        figures.values()
                .forEach((name, value) -> out.printf("%-10s %-36s %s%n", figures.measurement(), name, text(value)));
        if (figures.problem() != null) {
            out.printf("%-10s %-36s %s%n", figures.measurement(), "PROBLEM", figures.problem());
        }
        out.flush();
    }

    boolean hasProblem() {
        return all.stream().anyMatch(figures -> figures.problem() != null);
    }

    void write(Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>(circumstances);
        for (Figures figures : all) {
            Map<String, Object> values = new LinkedHashMap<>(figures.values());
            if (figures.problem() != null) {
                values.put("problem", figures.problem());
            }
            document.put(figures.measurement(), values);
        }
        Files.createDirectories(file.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), document);
        out.println("\nwritten to " + file);
    }

    private static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value == null ? "-" : value.toString();
    }
}
