package io.webhookcourier.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.runtime.RuntimeFacts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The files that a fork edits; all other tests look at what is shipped. */
class RoutesOfThisProjectTest {

    @Test
    void theFilesInRoutesLoadWithTheSettingsInApplicationProperties() {
        LoadedSettings settings =
                SettingsLoader.load(Path.of("application.properties"), Map.of(), RuntimeFacts.ofThisProcess());

        assertThat(RoutesTrial.run(settings, new PGSimpleDataSource(), Path.of(""))
                        .count())
                .isPositive();
    }
}
