package io.webhookcourier.bench;

import io.webhookcourier.config.Settings;
import io.webhookcourier.logging.LogSetup;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the packaged service; see docs/performance.md. Exit codes: 0 done, 1 a measurement failed, 2 a mistake. */
@Command(
        name = "bench/run.sh",
        description = {
            "Measures target/webhook-courier.jar on a PostgreSQL and a receiver of its own; Linux only.",
            "PG_BIN names a folder with initdb and pg_ctl, to use a PostgreSQL of this machine instead of the embedded."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<name>",
            description = "Some of: start, drain, latency, growth, memory, retention, two, tenants, steady, slow,"
                    + " same-work. Default: all.")
    private List<String> only = List.of();

    @Option(names = "--full", description = "Larger runs: an hour instead of ten minutes.")
    private boolean full;

    @Option(names = "--rows", description = "Due rows of the drain; default 100000, with --full 300000.")
    private Long rows;

    @Option(names = "--history", description = "Finished rows of growth; default 300000, with --full 3000000.")
    private Long history;

    @Option(names = "--memory-rows", description = "Due rows of memory; default 200000, with --full 1000000.")
    private Long memoryRows;

    @Option(names = "--tenants", description = "Workspaces of tenants, with 20 due rows each; default 1000.")
    private Integer tenants;

    @Option(
            names = "--modern-java",
            paramLabel = "<bin/java>",
            description = "A Java 21 or newer for slow; default: the Java of this command where it is one.")
    private String modernJava = Runtime.version().feature() >= 21 ? Worker.javaOfThisProcess() : null;

    @Option(
            names = "--peers",
            paramLabel = "<folder>",
            description = "A folder with compare.sh, which runs other queues' workers, for same-work; default: what the"
                    + " variable PEERS names.")
    private Path peers = folderOfPeers();

    public static void main(String[] arguments) {
        LogSetup.apply(new Settings.Log(false, "ERROR", Map.of()));
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Measurement> all = Measurements.all(modernJava, peers);
        for (String name : only) {
            if (!all.containsKey(name)) {
                System.err.println("--only: " + name + " is not one of " + String.join(", ", all.keySet()));
                return 2;
            }
        }
        Report report = new Report(System.out);
        run(all, report);
        String time = ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        report.write(BenchOptions.RESULTS.resolve(time + ".json"));
        return report.hasProblem() ? 1 : 0;
    }

    private void run(Map<String, Measurement> all, Report report) throws Exception {
        ServiceCommand command = options.serviceCommand();
        Path directory = BenchOptions.DIRECTORY;
        try (PostgresServer postgres = PostgresServer.start(directory, BenchOptions.programs());
                ReceiverProcess receiver = ReceiverProcess.start()) {
            report.circumstance("java", command.java())
                    .circumstance("jvm_options", command.jvmOptions())
                    .circumstance("settings", command.settings())
                    .circumstance("postgres", postgres.version());
            Bench bench = new Bench(postgres, receiver, command, directory);
            for (Map.Entry<String, Measurement> one : all.entrySet()) {
                if (only.isEmpty() || only.contains(one.getKey())) {
                    report.add(one.getValue().measure(bench, sizes()));
                }
            }
        }
    }

    private static Path folderOfPeers() {
        String folder = System.getenv("PEERS");
        return folder == null || folder.isBlank() ? null : Path.of(folder);
    }

    private Sizes sizes() {
        Sizes preset = full ? Sizes.full() : Sizes.quick();
        return new Sizes(
                rows == null ? preset.rows() : rows,
                history == null ? preset.history() : history,
                memoryRows == null ? preset.memoryRows() : memoryRows,
                preset.latencySeconds(),
                preset.slowRows(),
                tenants == null ? preset.tenants() : tenants,
                preset.steadySeconds(),
                preset.sameWorkRows(),
                preset.sameWorkRounds());
    }
}
