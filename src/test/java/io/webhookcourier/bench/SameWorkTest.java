package io.webhookcourier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameWorkTest {

    private static final Sizes SIZES = new Sizes(0, 0, 0, 0, 0, 0, 0, 300, 2);

    @TempDir
    private Path folder;

    @Test
    void withoutAFolderItSaysHowToNameOne() throws Exception {
        Figures figures = new SameWork(null).measure(null, SIZES);

        assertThat(figures.problem()).isNull();
        assertThat(figures.values().get("skipped").toString()).contains("--peers <folder>", "PEERS");
    }

    @Test
    void aFolderWithoutTheHarnessIsNamed() throws Exception {
        assertThat(new SameWork(folder).measure(null, SIZES).values())
                .containsEntry("skipped", "--peers: " + folder + " has no executable compare.sh");
    }

    @Test
    void theServiceRunsInTurnWithTheOthersAndTheRatiosAreRead() throws Exception {
        harness("""
                echo "$@"
                echo "$SERVICE_CMD"
                echo 'service divided by each other peer (rate, mid: more is better; cpu: less is better)'
                echo 'peer           rate   mid  cpu_us_per'
                echo 'graphile-full  0.70  0.67        1.80'
                echo 'pgboss-full    0.91  0.90        1.30'
                echo 'table-full     0.80  0.81        1.60'
                """);

        Figures figures = new SameWork(folder).measure(bench(), SIZES);

        assertThat(figures.problem()).isNull();
        assertThat(figures.values())
                .containsEntry("mid_rate_to_table-full", 0.81)
                .containsEntry("cpu_to_graphile-full", 1.8)
                .containsEntry("mid_rate_to_best", 0.67);
        assertThat(Files.readAllLines(folder.resolve("same-work.log")))
                .startsWith("300 2 service graphile-full pgboss-full table-full")
                .anyMatch(line -> line.endsWith("&& exec 'java' '@jvm.options' -jar 'courier.jar'"));
    }

    @Test
    void aFailedComparisonIsAProblem() throws Exception {
        harness("exit 3\n");

        assertThat(new SameWork(folder).measure(bench(), SIZES).problem())
                .startsWith("compare.sh ended with exit code 3");
    }

    private void harness(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("compare.sh"), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Bench bench() {
        ServiceCommand command = new ServiceCommand("java", List.of("@jvm.options"), Path.of("courier.jar"), Map.of());
        return new Bench(null, null, command, folder);
    }
}
