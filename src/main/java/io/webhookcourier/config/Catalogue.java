package io.webhookcourier.config;

import static io.webhookcourier.config.SettingKey.optional;
import static io.webhookcourier.config.SettingKey.withDefault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every setting there is (contract, section 2). Bounds that the contract leaves open are chosen here. */
final class Catalogue {

    private static final int KB = 1024;
    private static final int MB = KB * KB;

    static final SettingKey<DatabaseUrl> DATABASE_URL = optional(
                    "courier.database.url", "an embedded PostgreSQL", new DatabaseUrlType())
            .alsoFrom("DATABASE_URL")
            .asSecret();
    static final SettingKey<String> DATABASE_USERNAME = optional(
                    "courier.database.username",
                    "what the URL says",
                    TextType.matching("\\P{Cntrl}{1,200}", "not a user name", "up to 200 printable characters"))
            .provided("only with courier.database.url");
    static final SettingKey<Secret> DATABASE_PASSWORD = optional(
                    "courier.database.password", "what the URL says", new SecretType(Texts.PASSWORD))
            .provided("only with courier.database.url")
            .asSecret();
    static final SettingKey<Integer> POOL_SIZE =
            withDefault("courier.database.pool-size", "10", new IntegerType(2, 100));
    static final SettingKey<Path> EMBEDDED_DIRECTORY =
            withDefault("courier.database.embedded.directory", "data/postgres", new DirectoryType());

    static final SettingKey<List<String>> PROVIDERS =
            withDefault("courier.queue.providers", "CRM", new ProvidersType());
    static final SettingKey<Duration> POLL_INTERVAL =
            withDefault("courier.queue.poll-interval", "100ms", DurationType.between("10ms", "1h"));
    static final SettingKey<Integer> BATCH_SIZE = withDefault(
                    "courier.queue.batch-size", "200", new IntegerType(1, 2000))
            .alsoFrom("WEBHOOK_EVENT_CRON_LIMIT");
    static final SettingKey<Duration> STALE_LOCK = withDefault(
                    "courier.queue.stale-lock", "10m", DurationType.between("60s", "7d"))
            .provided("above courier.delivery.timeout")
            .clampedFrom("WEBHOOK_EVENT_STALE_LOCK_MS");
    static final SettingKey<Duration> DEAD_WORKER_AFTER = withDefault(
                    "courier.queue.dead-worker-after", "30s", DurationType.between("5s", "1h"))
            .provided("at least twice courier.delivery.timeout");

    static final SettingKey<Duration> DELIVERY_TIMEOUT = withDefault(
                    "courier.delivery.timeout", "10s", DurationType.between("2500ms", "10m"))
            .clampedFrom("CRM_WEBHOOK_TIMEOUT_MS");
    static final SettingKey<Integer> CONCURRENCY = optional(
            "courier.delivery.concurrency", "64 on platform threads, 512 on virtual ones", new IntegerType(1, 10_000));
    static final SettingKey<Integer> CONCURRENCY_PER_ENDPOINT =
            withDefault("courier.delivery.concurrency-per-endpoint", "16", new IntegerType(1, 10_000));
    static final SettingKey<Integer> RESPONSE_LIMIT =
            withDefault("courier.delivery.response-limit", "64KB", new SizeType(1, 16 * MB));
    static final SettingKey<Integer> PAYLOAD_LIMIT =
            withDefault("courier.delivery.payload-limit", "1MB", new SizeType(1, 64 * MB));
    static final SettingKey<List<String>> DELIVERY_HEADERS =
            optional("courier.delivery.headers", "none", new HeaderNamesType());

    static final SettingKey<Integer> IN_PROCESS = withDefault("courier.retry.in-process", "1", new IntegerType(0, 5));
    static final SettingKey<Duration> INITIAL_DELAY =
            withDefault("courier.retry.initial-delay", "2s", DurationType.between("1ms", "1h"));
    static final SettingKey<Double> MULTIPLIER = withDefault("courier.retry.multiplier", "2", new DecimalType(1, 10));
    static final SettingKey<Duration> MAXIMUM_DELAY = withDefault(
                    "courier.retry.maximum-delay", "15m", DurationType.between("1ms", "7d"))
            .provided("not below courier.retry.initial-delay");
    static final SettingKey<Duration> JITTER =
            withDefault("courier.retry.jitter", "1s", DurationType.between("0", "1h"));

    static final SettingKey<Boolean> ALLOW_HTTP = withDefault("courier.egress.allow-http", "false", new FlagType());
    static final SettingKey<List<String>> ALLOWED_NETWORKS =
            optional("courier.egress.allowed-networks", "none", new NetworksType());
    static final SettingKey<Path> TRUSTSTORE =
            optional("courier.tls.truststore", "the JVM's authorities", new ReadableFileType());
    static final SettingKey<Secret> TRUSTSTORE_PASSWORD = optional(
                    "courier.tls.truststore-password", "none", new SecretType(Texts.PASSWORD))
            .provided("only with courier.tls.truststore")
            .asSecret();

    static final SettingKey<String> HEADER_PREFIX =
            withDefault("courier.crm.header-prefix", "x-zrg-", Texts.HEADER_PREFIX);
    static final SettingKey<String> LOG_FORMAT =
            withDefault("courier.log.format", "text", ChoiceType.of("text", "json"));
    static final SettingKey<String> LOG_LEVEL =
            withDefault("courier.log.level", "INFO", ChoiceType.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR"));
    static final SettingKey<Map<String, String>> LOG_LEVELS =
            optional("courier.log.levels", "none", new LogLevelsType());
    static final SettingKey<Duration> SHUTDOWN_TIMEOUT = withDefault(
                    "courier.shutdown-timeout", "25s", DurationType.between("3s", "1h"))
            .provided("above courier.delivery.timeout");

    static final SettingKey<String> HTTP_HOST = withDefault("courier.http.host", "127.0.0.1", new BindHostType())
            .provided("off the loopback only with courier.http.token");
    static final SettingKey<Integer> HTTP_PORT = withDefault("courier.http.port", "8080", new PortType());
    static final SettingKey<Secret> HTTP_TOKEN = optional("courier.http.token", "none", new SecretType(Texts.TOKENS))
            .asSecret()
            .provided("at least 16 characters each where console, API or Hawtio listen off the loopback");
    static final SettingKey<Secret> HTTP_READ_TOKEN = optional(
                    "courier.http.read-token", "none", new SecretType(Texts.TOKENS))
            .asSecret()
            .provided("only with courier.http.token, and others");
    static final SettingKey<String> USER_HEADER = optional("courier.http.user-header", "none", Texts.HEADER_NAME);
    static final SettingKey<List<String>> ALLOWED_HOSTS =
            optional("courier.http.allowed-hosts", "none", new HostNamesType());
    static final SettingKey<String> MANAGEMENT_HOST =
            withDefault("courier.management.host", "127.0.0.1", new BindHostType());
    static final SettingKey<Integer> MANAGEMENT_PORT = withDefault("courier.management.port", "9876", new PortType())
            .provided("not that of courier.http.port on the same host");

    static final SettingKey<String> TRACING_ENDPOINT =
            optional("courier.tracing.endpoint", "no tracing", Texts.COLLECTOR);
    static final SettingKey<Double> TRACING_RATIO = withDefault("courier.tracing.ratio", "1", new DecimalType(0, 1));

    static final SettingKey<Optional<Duration>> RETENTION_ATTEMPTS = retention("attempts", "30d");
    static final SettingKey<Optional<Duration>> RETENTION_KEYS = retention("keys", "400d");
    static final SettingKey<Optional<Duration>> RETENTION_SUCCEEDED = retention("succeeded", "off");

    static final SettingKey<String> INSTANCE_ID =
            optional("courier.instance-id", "host name + process id + start time", Texts.INSTANCE_ID);
    static final SettingKey<Boolean> DEMO = optional(
                    "courier.demo", "true on the embedded database, else false", new FlagType())
            .provided("true only without courier.database.url");

    static final List<SettingKey<?>> ALL = List.of(
            DATABASE_URL,
            DATABASE_USERNAME,
            DATABASE_PASSWORD,
            POOL_SIZE,
            EMBEDDED_DIRECTORY,
            PROVIDERS,
            POLL_INTERVAL,
            BATCH_SIZE,
            STALE_LOCK,
            DEAD_WORKER_AFTER,
            DELIVERY_TIMEOUT,
            CONCURRENCY,
            CONCURRENCY_PER_ENDPOINT,
            RESPONSE_LIMIT,
            PAYLOAD_LIMIT,
            DELIVERY_HEADERS,
            IN_PROCESS,
            INITIAL_DELAY,
            MULTIPLIER,
            MAXIMUM_DELAY,
            JITTER,
            ALLOW_HTTP,
            ALLOWED_NETWORKS,
            TRUSTSTORE,
            TRUSTSTORE_PASSWORD,
            HEADER_PREFIX,
            LOG_FORMAT,
            LOG_LEVEL,
            LOG_LEVELS,
            SHUTDOWN_TIMEOUT,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_TOKEN,
            HTTP_READ_TOKEN,
            USER_HEADER,
            ALLOWED_HOSTS,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            TRACING_ENDPOINT,
            TRACING_RATIO,
            RETENTION_ATTEMPTS,
            RETENTION_KEYS,
            RETENTION_SUCCEEDED,
            INSTANCE_ID,
            DEMO);

    private Catalogue() {}

    private static SettingKey<Optional<Duration>> retention(String what, String defaultText) {
        return withDefault(
                "courier.retention." + what, defaultText, new RetentionType(DurationType.between("1m", "3650d")));
    }
}
