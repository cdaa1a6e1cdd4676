package io.webhookcourier.config;

import io.webhookcourier.text.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Decides which of Camel's own keys ({@code camel.*}) users may set. Camel ignores a key of a group that it does not know,
 * and would let some keys undo what the service guarantees; those are refused here, each with its reason. No sentence
 * holds a value, which may be a password.
 */
final class CamelKeys {

    static final String PREFIX = "camel.";

    private static final String ITSELF = "is set by the service itself";
    private static final String ROUTE_FILES = "does not apply: the service loads the route files in routes/ itself";
    private static final String HTTP_CLIENT = "does not apply: http: and https: steps use the service's own client; see"
            + " courier.egress.allowed-networks, courier.tls.truststore and courier.delivery.timeout, or set the option in"
            + " the step's URI";

    /** Keys, and with a {@code *} at the end all keys that begin so, with what is wrong with them. */
    private static final Map<String, String> REFUSED = refused();

    private CamelKeys() {}

    private static Map<String, String> refused() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("camel.main.name", ITSELF + "; courier.instance-id names a worker");
        all.put("camel.main.shutdownTimeout", "is set by courier.shutdown-timeout");
        for (String option : new String[] {
            "autoConfiguration*", "autoStartup*", "cloudPropertiesLocation", "contextReloadEnabled", "durationMax*",
            "durationHitExitCode", "jmxEnabled", "loadHealthChecks", "routesCollectorEnabled", "startupSummaryLevel",
            "streamCachingEnabled"
        }) {
            all.put("camel.main." + option, ITSELF);
        }
        for (String option : new String[] {
            "basePackageScan*",
            "configurationClasses",
            "configurations",
            "fileConfigurations",
            "javaRoutes*",
            "routeFilter*",
            "routesBuilder*",
            "routesCollectorIgnoreLoadingError",
            "routesExcludePattern",
            "routesIncludePattern",
            "routesReload*",
            "sourceLocationEnabled"
        }) {
            all.put("camel.main." + option, ROUTE_FILES);
        }
        all.put("camel.routecontroller.*", ROUTE_FILES);
        all.put("camel.component.http.*", HTTP_CLIENT);
        all.put("camel.component.https.*", HTTP_CLIENT);
        all.put("camel.component.platform-http.*", "does not apply: see courier.http.host and courier.http.port");
        all.put("camel.server.*", "does not apply: see courier.http.host and courier.http.port");
        all.put("camel.management.*", "does not apply: see courier.management.host and courier.management.port");
        for (String option : new String[] {"consumersEnabled", "enabled", "exposureLevel", "routesEnabled"}) {
            all.put("camel.health." + option, ITSELF);
        }
        for (String option : new String[] {
            "binders", "clearOnReload", "enabled", "enableExchangeEventNotifier", "enableRoutePolicy", "path"
        }) {
            all.put("camel.metrics." + option, ITSELF);
        }
        for (String option : new String[] {
            "backlogSize", "bodyMaxChars", "includeExchangeProperties", "includeExchangeVariables", "standby"
        }) {
            all.put("camel.trace." + option, ITSELF);
        }
        return all;
    }

    /** Every refused key, or beginning of keys, with the reason; in the order of the documentation. */
    static Map<String, String> reasons() {
        return new LinkedHashMap<>(REFUSED);
    }

    /** Adds a mistake for each key of Camel's that the file or the environment sets and that would not be followed. */
    static void check(PropertiesFile file, Map<String, String> environment, List<String> mistakes) {
        file.otherKeys().keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> check(name, file, mistakes));
        new TreeSet<>(environment.keySet())
                .forEach(variable -> REFUSED.forEach((key, reason) -> {
                    if (isVariableOf(key, variable)) {
                        mistakes.add("environment variable " + OneLine.shortened(variable) + " " + reason);
                    }
                }));
    }

    private static void check(String name, PropertiesFile file, List<String> mistakes) {
        String subject = OneLine.shortened(name) + " in " + file;
        String reason = reasonAgainst(name);
        if (reason != null) {
            mistakes.add(subject + " " + reason);
        } else if (!CamelOptions.isKnown(name)) {
            mistakes.add(subject + " is not an option of Camel; the nearest is " + CamelOptions.nearestTo(name));
        }
    }

    private static String reasonAgainst(String name) {
        String plain = CamelOptions.plain(name);
        for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
            String key = CamelOptions.plain(refused.getKey());
            boolean all = key.endsWith("*");
            String start = all ? key.substring(0, key.length() - 1) : key;
            // camel.component.http=… sets the component itself.
            if (all ? plain.startsWith(start) || start.equals(plain + ".") : plain.equals(start)) {
                return refused.getValue();
            }
        }
        return null;
    }

    /** Camel reads {@code CAMEL_MAIN_SHUTDOWNTIMEOUT}, and {@code CAMEL_MAIN_SHUTDOWN_TIMEOUT} too. */
    private static boolean isVariableOf(String key, String variable) {
        if (!variable.startsWith("CAMEL_")) {
            return false;
        }
        String asVariable = key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        return asVariable.endsWith("*")
                ? variable.startsWith(asVariable.substring(0, asVariable.length() - 1))
                : variable.replace("_", "").equals(asVariable.replace("_", ""));
    }
}
