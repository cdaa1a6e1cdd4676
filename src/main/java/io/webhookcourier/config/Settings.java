package io.webhookcourier.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every setting, checked; docs/configuration.md says what each means (contract, section 2). */
public record Settings(
        String instanceId,
        Database database,
        Queue queue,
        Delivery delivery,
        Retry retry,
        Egress egress,
        Tls tls,
        Crm crm,
        Log log,
        Http http,
        Management management,
        Tracing tracing,
        Retention retention,
        Duration shutdownTimeout,
        boolean demo) {

    static Settings of(SettingValues values) {
        return new Settings(
                values.get(ProcessSettings.INSTANCE_ID),
                QueueSettings.database(values),
                QueueSettings.queue(values),
                DeliverySettings.delivery(values),
                DeliverySettings.retry(values),
                DeliverySettings.egress(values),
                DeliverySettings.tls(values),
                DeliverySettings.crm(values),
                ProcessSettings.log(values),
                ListenerSettings.http(values),
                ListenerSettings.management(values),
                ProcessSettings.tracing(values),
                ProcessSettings.retention(values),
                values.get(ProcessSettings.SHUTDOWN_TIMEOUT),
                values.get(ProcessSettings.DEMO));
    }

    /**
     * @param jdbcUrl null means: the embedded PostgreSQL. Holds no password.
     * @param username null when the URL names none
     * @param password null when there is none
     * @param schema where the application's tables are
     * @param pgbouncer true: no LISTEN, no server-side prepared statements
     */
    public record Database(
            String jdbcUrl,
            String username,
            Secret password,
            String schema,
            boolean pgbouncer,
            int poolSize,
            Path embeddedDirectory) {

        public boolean embedded() {
            return jdbcUrl == null;
        }
    }

    public record Queue(
            List<String> providers,
            Duration pollInterval,
            int batchSize,
            Duration staleLock,
            Duration deadWorkerAfter) {}

    /**
     * @param concurrency deliveries in flight, all endpoints
     * @param keptConnections open without a delivery in flight
     * @param responseLimit bytes
     * @param payloadLimit bytes
     * @param headers that leave with a request beside those that always may; in lower case
     */
    public record Delivery(
            Duration timeout,
            int concurrency,
            int concurrencyPerEndpoint,
            int keptConnections,
            int responseLimit,
            int payloadLimit,
            List<String> headers) {}

    /** @param inProcess Camel's redeliveries within one attempt */
    public record Retry(
            int inProcess, Duration initialDelay, double multiplier, Duration maximumDelay, Duration jitter) {}

    /** @param allowedNetworks CIDR blocks, as written */
    public record Egress(boolean allowHttp, List<String> allowedNetworks) {}

    /** @param truststore null means: the JVM's */
    public record Tls(Path truststore, Secret truststorePassword) {}

    public record Crm(String headerPrefix) {}

    /** @param levels of single loggers, by name; they override {@code level} */
    public record Log(boolean json, String level, Map<String, String> levels) {}

    /**
     * @param token null when none is set
     * @param readToken lets its bearers look and change nothing; null when none is set
     * @param userHeader in which a proxy in front names the user; null when none is set
     * @param allowedHosts names under which browsers may reach this port, beside its host, addresses and localhost
     */
    public record Http(
            String host, int port, Secret token, Secret readToken, String userHeader, List<String> allowedHosts) {}

    public record Management(String host, int port) {

        /** Whether only this machine can connect; a name other than localhost counts as off the loopback. */
        public boolean onLoopback() {
            return ListenAddress.isLoopback(host);
        }
    }

    /**
     * @param endpoint of an OTLP/HTTP collector; null turns tracing off
     * @param ratio of the deliveries that are traced, 0 to 1
     */
    public record Tracing(String endpoint, double ratio) {}

    /** Each null means: keep forever. */
    public record Retention(Duration attempts, Duration keys, Duration succeeded) {}
}
