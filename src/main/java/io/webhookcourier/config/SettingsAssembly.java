package io.webhookcourier.config;

import java.util.List;
import java.util.Map;

/** Puts checked values into their records. */
final class SettingsAssembly {

    private static final String DEFAULT_SCHEMA = "public";

    private final SettingValues values;
    private final List<String> warnings;

    SettingsAssembly(SettingValues values, List<String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    Settings settings() {
        return new Settings(
                values.get(Catalogue.INSTANCE_ID),
                database(),
                queue(),
                delivery(),
                retry(),
                new Settings.Egress(values.get(Catalogue.ALLOW_HTTP), orEmpty(values.get(Catalogue.ALLOWED_NETWORKS))),
                new Settings.Tls(values.get(Catalogue.TRUSTSTORE), values.get(Catalogue.TRUSTSTORE_PASSWORD)),
                new Settings.Crm(values.get(Catalogue.HEADER_PREFIX)),
                log(),
                new Settings.Http(
                        values.get(Catalogue.HTTP_HOST),
                        values.get(Catalogue.HTTP_PORT),
                        values.get(Catalogue.HTTP_TOKEN),
                        values.get(Catalogue.HTTP_READ_TOKEN),
                        values.get(Catalogue.USER_HEADER),
                        orEmpty(values.get(Catalogue.ALLOWED_HOSTS))),
                new Settings.Management(values.get(Catalogue.MANAGEMENT_HOST), values.get(Catalogue.MANAGEMENT_PORT)),
                new Settings.Tracing(values.get(Catalogue.TRACING_ENDPOINT), values.get(Catalogue.TRACING_RATIO)),
                retention(),
                values.get(Catalogue.SHUTDOWN_TIMEOUT),
                values.get(Catalogue.DEMO));
    }

    private Settings.Database database() {
        DatabaseUrl url = values.get(Catalogue.DATABASE_URL);
        int poolSize = values.get(Catalogue.POOL_SIZE);
        if (url == null) {
            return new Settings.Database(
                    null, null, null, DEFAULT_SCHEMA, false, poolSize, values.get(Catalogue.EMBEDDED_DIRECTORY));
        }
        url.warnings().forEach(warning -> warnings.add(values.shown(Catalogue.DATABASE_URL) + ": " + warning));
        return new Settings.Database(
                url.jdbcUrl(),
                theUrlsOr(url.username(), Catalogue.DATABASE_USERNAME),
                theUrlsOr(url.password(), Catalogue.DATABASE_PASSWORD),
                url.schema() == null ? DEFAULT_SCHEMA : url.schema(),
                url.pgbouncer(),
                poolSize,
                values.get(Catalogue.EMBEDDED_DIRECTORY));
    }

    /** A DATABASE_URL that a platform sets brings its own credentials along; those of the file then belong elsewhere. */
    private <T> T theUrlsOr(T inUrl, SettingKey<T> key) {
        T configured = values.get(key);
        if (inUrl == null) {
            return configured;
        }
        if (configured != null && !configured.equals(inUrl)) {
            warnings.add(key.name() + " is ignored: " + values.shown(Catalogue.DATABASE_URL) + " has its own");
        }
        return inUrl;
    }

    private Settings.Queue queue() {
        return new Settings.Queue(
                values.get(Catalogue.PROVIDERS),
                values.get(Catalogue.POLL_INTERVAL),
                values.get(Catalogue.BATCH_SIZE),
                values.get(Catalogue.STALE_LOCK),
                values.get(Catalogue.DEAD_WORKER_AFTER));
    }

    private Settings.Delivery delivery() {
        return new Settings.Delivery(
                values.get(Catalogue.DELIVERY_TIMEOUT),
                values.get(Catalogue.CONCURRENCY),
                values.get(Catalogue.CONCURRENCY_PER_ENDPOINT),
                values.get(Catalogue.RESPONSE_LIMIT),
                values.get(Catalogue.PAYLOAD_LIMIT),
                orEmpty(values.get(Catalogue.DELIVERY_HEADERS)));
    }

    private Settings.Retry retry() {
        return new Settings.Retry(
                values.get(Catalogue.IN_PROCESS),
                values.get(Catalogue.INITIAL_DELAY),
                values.get(Catalogue.MULTIPLIER),
                values.get(Catalogue.MAXIMUM_DELAY),
                values.get(Catalogue.JITTER));
    }

    private Settings.Log log() {
        Map<String, String> levels = values.get(Catalogue.LOG_LEVELS);
        return new Settings.Log(
                values.get(Catalogue.LOG_FORMAT).equals("json"),
                values.get(Catalogue.LOG_LEVEL),
                levels == null ? Map.of() : levels);
    }

    private static List<String> orEmpty(List<String> list) {
        return list == null ? List.of() : list;
    }

    private Settings.Retention retention() {
        return new Settings.Retention(
                values.get(Catalogue.RETENTION_ATTEMPTS).orElse(null),
                values.get(Catalogue.RETENTION_KEYS).orElse(null),
                values.get(Catalogue.RETENTION_SUCCEEDED).orElse(null));
    }
}
