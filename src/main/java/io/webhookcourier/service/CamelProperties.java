package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.PropertiesFile;
import io.webhookcourier.config.Settings;
import io.webhookcourier.routefiles.RouteProperties;
import io.webhookcourier.runtime.ProcessEnvironment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Camel's properties: the settings, for placeholders in routes, and how it must run. */
final class CamelProperties {

    private CamelProperties() {}

    /**
     * The keys that users keep for their routes beside ours, and Camel's.
     *
     * @throws ConfigurationException when one defines a bean whose name the service uses
     */
    static RouteProperties ofRoutes(Path workingFolder) {
        Map<String, String> own = PropertiesFile.read(workingFolder.resolve("application.properties"))
                .otherKeys();
        own.keySet().forEach(CamelProperties::refuseTakenBean);
        Map<String, String> keys = new HashMap<>(defaults());
        keys.putAll(own);
        return new RouteProperties(keys, ProcessEnvironment.variables());
    }

    private static void refuseTakenBean(String key) {
        for (String name : RouteBeans.TAKEN) {
            String bean = "camel.beans." + name;
            if (key.equals(bean) || key.startsWith(bean + ".") || key.startsWith(bean + "[")) {
                throw new ConfigurationException("application.properties: the bean name " + name + " (" + bean
                        + ") is taken by a bean of the service; choose another");
            }
        }
    }

    /** What holds unless a user sets it otherwise. */
    private static Map<String, String> defaults() {
        return Map.of(
                // A second database must not leave steps that name none without one.
                "camel.component.sql.dataSource",
                "#" + RouteBeans.DATA_SOURCE,
                // A call of a route that is not there fails at once: three times an attempt's time limit would pass
                // otherwise.
                "camel.component.direct.block",
                "false");
    }

    /** For a context that starts no route and listens nowhere. */
    static Properties ofTrial(LoadedSettings loaded) {
        Properties properties = of(loaded);
        for (String part : List.of("camel.server", "camel.management", "camel.metrics")) {
            properties.stringPropertyNames().stream()
                    .filter(key -> key.startsWith(part))
                    .toList()
                    .forEach(properties::remove);
        }
        properties.setProperty("camel.main.loadHealthChecks", "false");
        properties.setProperty("camel.main.autoStartup", "false");
        properties.setProperty("camel.main.jmxEnabled", "false");
        return properties;
    }

    static Properties of(LoadedSettings loaded) {
        Settings settings = loaded.settings();
        Properties properties = new Properties();
        properties.putAll(loaded.resolved());

        properties.setProperty("camel.main.name", "webhook-courier");
        properties.setProperty("camel.main.autoConfigurationLogSummary", "false");
        properties.setProperty("camel.main.startupSummaryLevel", "off");
        properties.setProperty("camel.main.routesCollectorEnabled", "false");
        properties.setProperty(
                "camel.main.shutdownTimeout",
                Long.toString(settings.shutdownTimeout().toSeconds()));
        properties.setProperty("camel.main.streamCachingEnabled", "false");
        properties.setProperty("camel.main.loadHealthChecks", "true");
        properties.setProperty("camel.health.exposureLevel", "full");
        // Camel's own checks of single routes and their consumers fail while routes are exchanged; RoutesCheck knows
        // better.
        properties.setProperty("camel.health.routesEnabled", "false");
        properties.setProperty("camel.health.consumersEnabled", "false");

        properties.setProperty("camel.server.enabled", "true");
        properties.setProperty("camel.server.host", settings.http().host());
        properties.setProperty(
                "camel.server.port", Integer.toString(settings.http().port()));
        properties.setProperty("camel.server.fileUploadEnabled", "false");
        properties.setProperty(
                "camel.server.maxBodySize", Integer.toString(settings.delivery().payloadLimit()));

        properties.setProperty("camel.management.enabled", "true");
        properties.setProperty("camel.management.host", settings.management().host());
        properties.setProperty(
                "camel.management.port", Integer.toString(settings.management().port()));
        properties.setProperty("camel.management.healthCheckEnabled", "true");
        properties.setProperty("camel.management.metricsEnabled", "true");

        // Hawtio's Trace tab: off until an operator turns it on there, which takes the token.
        boolean traceable = settings.http().token() != null;
        properties.setProperty("camel.trace.standby", Boolean.toString(traceable));
        properties.setProperty("camel.trace.backlogSize", "500");
        properties.setProperty("camel.trace.bodyMaxChars", "5000");
        // A route may have put a secret into one.
        properties.setProperty("camel.trace.includeExchangeProperties", "false");
        properties.setProperty("camel.trace.includeExchangeVariables", "false");

        properties.setProperty("camel.metrics.enabled", "true");
        properties.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
        properties.setProperty("camel.metrics.enableRoutePolicy", "false");
        // A reload must not remove meters that a dashboard draws.
        properties.setProperty("camel.metrics.clearOnReload", "false");
        properties.setProperty(
                "camel.metrics.binders",
                "class-loader,file-descriptor,jvm-gc,jvm-info,jvm-memory,jvm-thread,processor,uptime");
        return properties;
    }
}
