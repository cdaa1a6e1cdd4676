package io.webhookcourier.service;

import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
import java.util.Properties;

/** What Camel is told: the settings, for placeholders in routes, and how it is to run. */
final class CamelProperties {

    private CamelProperties() {}

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
        // Camel's own checks of single routes fail while routes are exchanged; RoutesCheck knows better.
        properties.setProperty("camel.health.routesEnabled", "false");

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

        properties.setProperty("camel.metrics.enabled", "true");
        properties.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
        properties.setProperty("camel.metrics.enableRoutePolicy", "false");
        // A reload must not take meters away that somebody draws.
        properties.setProperty("camel.metrics.clearOnReload", "false");
        properties.setProperty(
                "camel.metrics.binders",
                "class-loader,file-descriptor,jvm-gc,jvm-info,jvm-memory,jvm-thread,processor,uptime");
        return properties;
    }
}
