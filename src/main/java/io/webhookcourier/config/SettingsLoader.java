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
     * @throws ConfigurationException for the first mistake found; the message is one line without secrets
     */
    public static LoadedSettings load(Path propertiesFile, Map<String, String> environment, RuntimeFacts facts) {
        List<String> warnings = new ArrayList<>();
        Map<String, String> file = PropertiesFile.read(propertiesFile);
        SettingValues values = new SettingValues(file, new EnvironmentVariables(environment, warnings), warnings);
        new CrossChecks(values).check();
        values.fill(Catalogue.CONCURRENCY, facts.virtualThreads() ? ON_VIRTUAL_THREADS : ON_PLATFORM_THREADS);
        values.fill(Catalogue.INSTANCE_ID, instanceId(facts));
        values.fill(Catalogue.DEMO, !values.isSet(Catalogue.DATABASE_URL));
        Settings settings = new SettingsAssembly(values, warnings).settings();
        return new LoadedSettings(settings, warnings, values.texts(), values.variables());
    }

    /** Two starts of one host differ in process id or start time, containers that share a process id in host name. */
    private static String instanceId(RuntimeFacts facts) {
        String host = facts.hostName().replaceAll("[^A-Za-z0-9._-]", "-");
        String part = host.substring(0, Math.min(host.length(), LONGEST_HOST_NAME));
        return part + "-" + facts.pid() + "-" + START_TIME.format(facts.startTime());
    }
}
