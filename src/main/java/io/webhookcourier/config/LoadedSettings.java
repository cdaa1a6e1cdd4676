package io.webhookcourier.config;

import java.util.List;
import java.util.Map;

/**
 * The settings of one start.
 *
 * @param warnings one line each, for the log; free of secrets
 * @param resolved every key that holds no secret with its effective value, for placeholders in routes: durations as
 *     Camel reads them, sizes in bytes, empty where there is no value
 * @param databaseLabel how a message names the database's URL, with the environment variable it came from
 */
public record LoadedSettings(
        Settings settings, List<String> warnings, Map<String, String> resolved, String databaseLabel) {

    public LoadedSettings {
        warnings = List.copyOf(warnings);
        resolved = Map.copyOf(resolved);
    }
}
