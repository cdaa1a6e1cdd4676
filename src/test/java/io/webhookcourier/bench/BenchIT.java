package io.webhookcourier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark still works; how fast anything is, is not asked here. */
class BenchIT {

    @TempDir
    private static Path directory;

    private static PostgresServer postgres;
    private static ReceiverProcess receiver;
    private static Bench bench;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.start(directory, null);
        receiver = ReceiverProcess.start();
        ServiceCommand service = new ServiceCommand(
                Worker.javaOfThisProcess(), List.of(), Path.of("target", "webhook-courier.jar"), Map.of());
        bench = new Bench(postgres, receiver, service, directory);
    }

    @AfterAll
    static void stop() throws Exception {
        receiver.close();
        postgres.close();
    }

    @Test
    void aTinyDrainFillsTheTableAndTheFile() throws Exception {
        Measurement drain = Measurements.all(null, null).get("drain");

        Figures figures = drain.measure(bench, rows(500));

        assertThat(figures.problem()).isNull();
        assertThat(figures.values())
                .containsEntry("rows", 500L)
                .containsEntry("delivered", 500L)
                .containsEntry("repeats", 0L);
        assertThat(List.of("start_s", "cpu_us_worker", "cpu_us_postgres", "wal_bytes_per_delivery"))
                .allSatisfy(
                        name -> assertThat((Double) figures.values().get(name)).isPositive());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
        report.add(figures);
        report.write(directory.resolve("results.json"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).containsPattern("drain +delivered +500");
        assertThat(Files.readString(directory.resolve("results.json"))).contains("\"delivered\" : 500");
    }

    @Test
    void aDrainThatLeavesRowsBehindIsAProblem() throws Exception {
        try (BenchDatabase database = bench.createDatabase(1)) {
            receiver.reset(0, 400);
            database.addDueRows(20, 1);

            Figures figures = new Drain(bench, database, 20, Duration.ofMinutes(3)).run(1, bench.command(), Map.of());

            assertThat(figures.problem()).isEqualTo("rows that were not delivered: {FAILED=20}");
        }
    }

    @Test
    void eachTenantIsReachedOverTlsByItsOwnName() throws Exception {
        Figures figures = new Tenants().overTls(bench, 3);

        assertThat(figures.problem()).isNull();
        assertThat(figures.values()).containsEntry("delivered", 60L).containsEntry("repeats", 0L);
        assertThat((Double) figures.values().get("connections_per_endpoint")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aSteadyRateIsMeasuredWithTwoWorkers() throws Exception {
        Figures figures = new Steady().measure(bench, new Sizes(0, 0, 0, 0, 0, 0, 1, 0, 0));

        assertThat(figures.problem()).isNull();
        assertThat(figures.values()).containsEntry("events", 200).containsEntry("workers", 2);
        assertThat((Double) figures.values().get("p50_ms")).isPositive();
    }

    private static Sizes rows(long rows) {
        return new Sizes(rows, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
