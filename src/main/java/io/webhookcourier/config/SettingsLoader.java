package io.webhookcourier.config;

import io.webhookcourier.runtime.ProcessEnvironment;
import io.webhookcourier.runtime.RuntimeFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the settings from the file and the environment (contract, sections 1 and 2). */
public final class SettingsLoader {

    private static final Path FILE = Path.of("application.properties");

    private SettingsLoader() {}

    /**
     * One setting as it is in effect, for people.
     *
     * @param value null when there is none, and always for a confidential key
     * @param set whether there is a value
     * @param changed whether it was given and differs from the default
     * @param source {@code default}, the properties file, or {@code environment variable NAME}
     */
    public record Line(String key, String value, boolean set, boolean confidential, boolean changed, String source) {}

    /** As {@link #load}, from the working folder and the environment of this process. */
    public static LoadedSettings loadHere() {
        return load(FILE, ProcessEnvironment.variables(), RuntimeFacts.ofThisProcess());
    }

    /**
     * @param propertiesFile may be missing
     * @param environment the process's environment variables
     * @throws ConfigurationException with every mistake that was found, one line each, without secrets
     */
    public static LoadedSettings load(Path propertiesFile, Map<String, String> environment, RuntimeFacts facts) {
        List<String> warnings = new ArrayList<>();
        SettingValues values = values(propertiesFile, environment, facts, warnings);
        Settings settings = Settings.of(values);
        return new LoadedSettings(settings, warnings, values.texts(), values.variables());
    }

    /** Every setting as it is in effect here, in the order of the documentation; errors as for {@link #load}. */
    public static List<Line> linesHere() {
        return lines(FILE, ProcessEnvironment.variables(), RuntimeFacts.ofThisProcess());
    }

    static List<Line> lines(Path propertiesFile, Map<String, String> environment, RuntimeFacts facts) {
        return values(propertiesFile, environment, facts, new ArrayList<>())
                .lines(propertiesFile.getFileName().toString());
    }

    private static SettingValues values(
            Path propertiesFile, Map<String, String> environment, RuntimeFacts facts, List<String> warnings) {
        List<String> mistakes = new ArrayList<>();
        PropertiesFile file = PropertiesFile.read(propertiesFile);
        Map<String, String> texts = file.settings(mistakes);
        EnvironmentVariables variables = new EnvironmentVariables(environment, mistakes, warnings);
        SettingValues values = new SettingValues(texts, variables, warnings);
        values.read(mistakes);
        CamelKeys.check(file, environment, mistakes);
        values.compare(mistakes);
        ConfigurationException.throwIfAny(mistakes);
        values.fill(facts);
        return values;
    }
}
