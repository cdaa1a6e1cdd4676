package io.webhookcourier.config;

import io.webhookcourier.runtime.RuntimeFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** Loads settings from lines of a file and variables, on a host with known facts. */
final class LoadedFixture {

    static final RuntimeFacts PLATFORM_THREADS =
            new RuntimeFacts("worker/1.example", 4711, Instant.parse("2026-11-23T18:24:18.250Z"), false);

    private LoadedFixture() {}

    static LoadedSettings load(String lines, Map<String, String> environment) {
        return load(lines, environment, PLATFORM_THREADS);
    }

    static LoadedSettings load(String lines, Map<String, String> environment, RuntimeFacts facts) {
        try {
            Path file = Files.createTempFile("settings", ".properties");
            try {
                Files.writeString(file, lines);
                return SettingsLoader.load(file, environment, facts);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Settings settings(String... lines) {
        return load(String.join("\n", lines), Map.of()).settings();
    }

    static String refusal(String lines, Map<String, String> environment) {
        ConfigurationException refused =
                Assertions.catchThrowableOfType(ConfigurationException.class, () -> load(lines, environment));
        Assertions.assertThat(refused)
                .as("refusal of %s %s", lines, environment)
                .isNotNull();
        Assertions.assertThat(refused.getMessage()).doesNotContain("\n", "\r");
        return refused.getMessage();
    }
}
