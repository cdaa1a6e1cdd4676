package io.webhookcourier.config;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the settings from the file and the environment (contract, sections 1 and 2). */
public final class SettingsLoader {

    private static final int ON_PLATFORM_THREADS = 64;
    private static final int ON_VIRTUAL_THREADS = 512;
    private static final int LONGEST_HOST_NAME = 50;
    private static final DateTimeFormatter START_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private SettingsLoader() {}

    /**
     * @param propertiesFile may be missing
     * @param environment the process's environment variables
     * @throws ConfigurationException with every mistake that was found, one line each, without secrets
     */
    public static LoadedSettings load(Path propertiesFile, Map<String, String> environment, RuntimeFacts facts) {
        List<String> warnings = new ArrayList<>();
        SettingValues values = values(propertiesFile, environment, facts, warnings);
        Settings settings = new SettingsAssembly(values, warnings).settings();
        return new LoadedSettings(settings, warnings, values.texts(), values.variables());
    }

    /**
     * Every setting as it is in effect, in the order of the documentation; parameters and errors as for {@link #load}.
     */
    public static List<SettingLine> lines(Path propertiesFile, Map<String, String> environment, RuntimeFacts facts) {
        return values(propertiesFile, environment, facts, new ArrayList<>())
                .lines(propertiesFile.getFileName().toString());
    }

    private static SettingValues values(
            Path propertiesFile, Map<String, String> environment, RuntimeFacts facts, List<String> warnings) {
        Mistakes mistakes = new Mistakes();
        Map<String, String> file = PropertiesFile.read(propertiesFile, mistakes);
        EnvironmentVariables variables = new EnvironmentVariables(environment, mistakes, warnings);
        SettingValues values = new SettingValues(file, variables, mistakes, warnings);
        CamelKeys.check(propertiesFile, environment, mistakes);
        new CrossChecks(values, mistakes).check();
        mistakes.throwIfAny();
        values.fill(Catalogue.CONCURRENCY, facts.virtualThreads() ? ON_VIRTUAL_THREADS : ON_PLATFORM_THREADS);
        values.fill(Catalogue.INSTANCE_ID, instanceId(facts));
        values.fill(Catalogue.DEMO, !values.isSet(Catalogue.DATABASE_URL));
        return values;
    }

    /** Two starts of one host differ in process id or start time, containers that share a process id in host name. */
    private static String instanceId(RuntimeFacts facts) {
        String host = facts.hostName().replaceAll("[^A-Za-z0-9._-]", "-");
        String part = host.substring(0, Math.min(host.length(), LONGEST_HOST_NAME));
        return part + "-" + facts.pid() + "-" + START_TIME.format(facts.startTime());
    }
}
