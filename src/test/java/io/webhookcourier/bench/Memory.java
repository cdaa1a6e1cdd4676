package io.webhookcourier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A long drain with a small heap: is the heap, after each collection, as full at the end as in the beginning, and the rate as high? */
final class Memory implements Measurement {

    /** Seconds since the JVM's start, and megabytes of the heap in use after a collection. */
    private record Collection(double seconds, double megabytes) {}

    private static final Pattern PAUSE = Pattern.compile("^\\[([0-9.]+)s].*Pause.* ([0-9]+)M->([0-9]+)M\\([0-9]+M\\)");

    @Override
    public Figures measure(Bench bench, Sizes sizes) throws Exception {
        Path log = bench.directory().resolve("gc.log");
        Files.deleteIfExists(log);
        ServiceCommand small =
                bench.command().withJvmOptions("-Xmx256m", "-Xlog:gc:file=" + log + ":uptime:filecount=0");
        try (BenchDatabase database = bench.createDatabase(1)) {
            bench.receiver().reset(0, 204);
            database.addDueRows(sizes.memoryRows(), 1);
            Drain drain = new Drain(bench, database, sizes.memoryRows(), Duration.ofMinutes(20));
            Figures result = drain.run(1, small, Map.of());
            Figures figures = new Figures("memory");
            if (result.problem() == null) {
                List<Collection> collections = read(log);
                figures.put("rate_2nd_tenth", drain.tenthRate(2), 0)
                        .put("rate_last_tenth", drain.tenthRate(10), 0)
                        .put("rate_last_to_2nd", drain.tenthRate(10) / drain.tenthRate(2), 2)
                        .put("heap_after_gc_mb_2nd_tenth", heap(collections, drain, 2), 0)
                        .put("heap_after_gc_mb_last_tenth", heap(collections, drain, 10), 0);
            }
            return figures.putAll(result, "");
        }
    }

    /** The median after the collections of a tenth. */
    private static double heap(List<Collection> collections, Drain drain, int tenth) {
        double from = drain.started().secondsUntil(drain.tenthEnd(tenth - 1));
        double to = drain.started().secondsUntil(drain.tenthEnd(tenth));
        return Measurements.quantile(
                Measurements.sorted(collections.stream()
                        .filter(c -> c.seconds >= from && c.seconds <= to)
                        .map(Collection::megabytes)
                        .toList()),
                0.5);
    }

    private static List<Collection> read(Path log) throws IOException {
        List<Collection> collections = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                collections.add(new Collection(Double.parseDouble(pause.group(1)), Double.parseDouble(pause.group(3))));
            }
        }
        return collections;
    }
}
