package io.webhookcourier.bench;

import io.webhookcourier.config.Settings;
import io.webhookcourier.logging.LogSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drains under the JDK's flight recorder and says where the CPU went; leaves the recording. */
@Command(
        name = "bench/profile.sh",
        description =
                "Drains due rows under the JDK's flight recorder, prints where the CPU went, and leaves the .jfr file.",
        mixinStandardHelpOptions = true)
final class ProfileCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options;

    @Option(names = "--rows", description = "Due rows; default ${DEFAULT-VALUE}.")
    private long rows = 200_000;

    public static void main(String[] arguments) {
        LogSetup.apply(new Settings.Log(false, "ERROR", Map.of()));
        System.exit(new CommandLine(new ProfileCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path recording = Files.createDirectories(BenchOptions.RESULTS)
                .resolve("profile.jfr")
                .toAbsolutePath();
        ServiceCommand command = options.serviceCommand()
                .withJvmOptions("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        try (PostgresServer postgres = PostgresServer.start(BenchOptions.DIRECTORY, BenchOptions.programs());
                ReceiverProcess receiver = ReceiverProcess.start()) {
            Bench bench = new Bench(postgres, receiver, command, BenchOptions.DIRECTORY);
            Report report = new Report(System.out);
            try (BenchDatabase database = bench.createDatabase(1)) {
                database.addDueRows(rows, 1);
                Drain drain = new Drain(bench, database, rows, Duration.ofMinutes(15));
                report.add(drain.run(1, command, Map.of()));
                HotSpots.read(recording).print(drain.threadSeconds(), System.out);
            }
            System.out.println("\nrecording: " + recording);
            return report.hasProblem() ? 1 : 0;
        }
    }
}
