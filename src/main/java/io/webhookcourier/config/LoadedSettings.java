package io.webhookcourier.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The settings of one start.
 *
 * @param warnings one line each, for the log; free of secrets
 * @param resolved every key that holds no secret with its effective value, for placeholders in routes: durations as
 *     Camel reads them, sizes in bytes, empty where there is no value
 * @param variables the environment variable of every key whose value came from one
 */
public record LoadedSettings(
        Settings settings, List<String> warnings, Map<String, String> resolved, Map<String, String> variables) {

    public LoadedSettings {
        warnings = List.copyOf(warnings);
        resolved = Map.copyOf(resolved);
        variables = Map.copyOf(variables);
    }

    /** The mistake, with the environment variable behind each key that it names where the value came from there. */
    public ConfigurationException withVariables(ConfigurationException mistake) {
        String message = mistake.getMessage();
        for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            message = Pattern.compile(Pattern.quote(variable.getKey()) + "(?![\\w-]|\\.\\w)")
                    .matcher(message)
                    .replaceFirst("$0 (environment variable " + variable.getValue() + ")");
        }
        return message.equals(mistake.getMessage()) ? mistake : mistake.withMessage(message);
    }
}
