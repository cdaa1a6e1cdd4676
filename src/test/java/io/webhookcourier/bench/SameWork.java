package io.webhookcourier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service and workers that do the same for an event on other queues, in turn, by a harness outside of this repository: a
 * folder whose {@code compare.sh N ROUNDS PEER...} starts the service by {@code SERVICE_CMD} and ends with a table of ratios.
 */
final class SameWork implements Measurement {

    private static final List<String> OTHERS = List.of("graphile-full", "pgboss-full", "table-full");
    private static final Pattern RATIOS = Pattern.compile("^(\\S+-full) +([0-9.]+|NaN) +([0-9.]+|NaN) +([0-9.]+|NaN)$");

    private final Path folder;

    /** @param folder null when there is none */
    SameWork(Path folder) {
        this.folder = folder;
    }

    @Override
    public Figures measure(Bench bench, Sizes sizes) throws Exception {
        if (folder == null || !Files.isExecutable(folder.resolve("compare.sh"))) {
            return Figures.skipped(
                    "same-work",
                    folder == null
                            ? "needs a folder with compare.sh, which runs other queues: --peers <folder>, or variable PEERS"
                            : "--peers: " + folder + " has no executable compare.sh");
        }
        Figures figures =
                new Figures("same-work").put("rows", sizes.sameWorkRows()).put("rounds", sizes.sameWorkRounds());
        Path output = bench.directory().resolve("same-work.log");
        int exit = run(bench.command(), sizes, output);
        Map<String, double[]> ratios = ratios(Files.readAllLines(output));
        ratios.forEach((peer, three) -> figures.put("rate_to_" + peer, three[0], 2)
                .put("mid_rate_to_" + peer, three[1], 2)
                .put("cpu_to_" + peer, three[2], 2));
        double best =
                ratios.values().stream().mapToDouble(three -> three[1]).min().orElse(Double.NaN);
        return figures.put("mid_rate_to_best", best, 2)
                .problem(exit != 0, () -> "compare.sh ended with exit code " + exit + ", see " + output)
                .problem(
                        !ratios.keySet().containsAll(OTHERS), () -> "compare.sh gave no ratio for some, see " + output);
    }

    /** The harness writes to the log only, which has its summary at the end. */
    private int run(ServiceCommand service, Sizes sizes, Path output) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                folder.resolve("compare.sh").toAbsolutePath().toString(),
                Long.toString(sizes.sameWorkRows()),
                Integer.toString(sizes.sameWorkRounds()),
                "service"));
        line.addAll(OTHERS);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(service.settings());
        builder.environment()
                .put("SERVICE_CMD", "cd " + quoted(Path.of("").toAbsolutePath()) + " && exec " + start(service));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    private static String start(ServiceCommand service) {
        StringBuilder command = new StringBuilder(quoted(service.java()));
        service.jvmOptions().forEach(option -> command.append(' ').append(quoted(option)));
        return command.append(" -jar ").append(quoted(service.jar())).toString();
    }

    private static String quoted(Object argument) {
        return "'" + argument.toString().replace("'", "'\\''") + "'";
    }

    /** Of the service to each other: rate, rate between 10 % and 90 %, CPU. */
    static Map<String, double[]> ratios(List<String> summary) {
        Map<String, double[]> ratios = new LinkedHashMap<>();
        for (String line : summary) {
            Matcher row = RATIOS.matcher(line.strip());
            if (row.matches()) {
                ratios.put(row.group(1), new double[] {
                    Double.parseDouble(row.group(2)), Double.parseDouble(row.group(3)), Double.parseDouble(row.group(4))
                });
            }
        }
        return ratios;
    }
}
