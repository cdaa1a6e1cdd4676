package io.webhookcourier.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How rows are delivered: attempts, retries, endpoints, and what belongs to one provider. */
final class DeliverySettings {

    static final Section DELIVERY = new Section("Delivery");
    static final Section RETRY = new Section("Retry");
    static final Section ENDPOINTS = new Section("Endpoints");
    static final Section CRM = new Section("Provider CRM");

    private static final long KB = 1024;
    private static final long MB = KB * KB;
    private static final int ON_PLATFORM_THREADS = 64;
    private static final int ON_VIRTUAL_THREADS = 512;

    private static final Setting<Duration> TIMEOUT = DELIVERY.setting(
                    "courier.delivery.timeout", "10s", Types.duration("2500ms", "10m"))
            .clampedFrom("CRM_WEBHOOK_TIMEOUT_MS")
            .describedAs("Limit of one attempt: name look-up, connect, TLS, headers and body together.");

    private static final Setting<Integer> CONCURRENCY = DELIVERY.optional(
                    "courier.delivery.concurrency",
                    ON_PLATFORM_THREADS + " on platform threads, " + ON_VIRTUAL_THREADS + " on virtual ones",
                    Types.wholeNumber(1, 10_000))
            .decidedBy((facts, all) -> facts.virtualThreads() ? ON_VIRTUAL_THREADS : ON_PLATFORM_THREADS)
            .describedAs(
                    "Deliveries in flight at once, to all endpoints.", "Java has virtual threads from version 21.");

    private static final Setting<Integer> CONCURRENCY_PER_ENDPOINT = DELIVERY.setting(
                    "courier.delivery.concurrency-per-endpoint", "16", Types.wholeNumber(1, 10_000))
            .describedAs("Deliveries in flight at once to one endpoint.");

    private static final Setting<Integer> KEPT_CONNECTIONS = DELIVERY.setting(
                    "courier.delivery.kept-connections", "2000", Types.wholeNumber(0, 20_000))
            .describedAs(
                    "Connections kept open for later deliveries, besides one for each delivery in flight.",
                    "Beyond that the least recently used is closed;"
                            + " [each needs memory and a file descriptor](egress.md#kept-connections).");

    private static final Setting<Integer> RESPONSE_LIMIT = DELIVERY.setting(
                    "courier.delivery.response-limit", "64KB", Types.size(1, 16 * MB))
            .describedAs("How much of a response is read.");

    private static final Setting<Integer> PAYLOAD_LIMIT = DELIVERY.setting(
                    "courier.delivery.payload-limit", "1MB", Types.size(1, 64 * MB))
            .describedAs(
                    "The largest body that is sent; a larger one fails permanently.",
                    "The recorded reason is `payload_too_large: <n> bytes`. A stored payload of more than four times that size"
                            + " fails in the same way.");

    private static final Setting<List<String>> HEADERS = DELIVERY.optional(
                    "courier.delivery.headers", "none", ListTypes.headerNames())
            .describedAs(
                    "Further headers, such as api-key, that leave with a request when a route sets them.",
                    "Some [always may](egress.md#headers).");

    private static final Setting<Integer> IN_PROCESS = RETRY.setting(
                    "courier.retry.in-process", "1", Types.wholeNumber(0, 5))
            .describedAs(
                    "Immediate retries within one attempt when no connection could be made; 0 turns them off.",
                    "A kept connection that the receiver closed before any answer counts as no connection.");

    private static final Setting<Duration> INITIAL_DELAY = RETRY.setting(
                    "courier.retry.initial-delay", "2s", Types.duration("1ms", "1h"))
            .describedAs(
                    "Delay after the first failed attempt.",
                    "How many attempts there are is the row's own `maxAttempts`.");

    private static final Setting<Double> MULTIPLIER = RETRY.setting(
                    "courier.retry.multiplier", "2", Types.number(1, 10))
            .describedAs("What the delay is multiplied by after each further attempt.");

    private static final Setting<Duration> MAXIMUM_DELAY = RETRY.setting(
                    "courier.retry.maximum-delay", "15m", Types.duration("1ms", "7d"))
            .provided("not below courier.retry.initial-delay", DeliverySettings::belowInitialDelay)
            .describedAs("The longest delay.");

    private static final Setting<Duration> JITTER = RETRY.setting(
                    "courier.retry.jitter", "1s", Types.duration("0", "1h"))
            .describedAs("A random part below this is added to each delay.");

    private static final Setting<Boolean> ALLOW_HTTP = ENDPOINTS
            .setting("courier.egress.allow-http", "false", Types.flag())
            .describedAs("true accepts endpoints with http:// as well as https://.");

    private static final Setting<List<String>> ALLOWED_NETWORKS = ENDPOINTS
            .optional("courier.egress.allowed-networks", "none", ListTypes.networks())
            .describedAs(
                    "Private networks that may be delivered to, such as 10.1.0.0/16, for internal receivers and tests.");

    private static final Setting<Path> TRUSTSTORE = ENDPOINTS
            .optional("courier.tls.truststore", "the JVM's authorities", Types.readableFile())
            .describedAs("Keystore with the certificate authorities that endpoints are checked against.");

    private static final Setting<Secret> TRUSTSTORE_PASSWORD = ENDPOINTS
            .optional("courier.tls.truststore-password", "none", Types.password())
            .provided(
                    "only with courier.tls.truststore",
                    (password, all) -> all.isGiven(DeliverySettings.TRUSTSTORE)
                            ? Optional.empty()
                            : Optional.of("courier.tls.truststore is empty"))
            .confidential()
            .describedAs("Password of that keystore.");

    /** RFC 9110, section 5.6.2: what a header's name is made of. */
    private static final Setting<String> HEADER_PREFIX = CRM.setting(
                    "courier.crm.header-prefix",
                    "x-zrg-",
                    Types.text(
                            "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}",
                            "not the start of a header's name",
                            "up to 60 characters of a header's name: letters, digits and !#$%&'*+-.^_`|~"))
            .describedAs("What the names of the CRM's own headers start with.");

    private DeliverySettings() {}

    static Settings.Delivery delivery(SettingValues values) {
        return new Settings.Delivery(
                values.get(TIMEOUT),
                values.get(CONCURRENCY),
                values.get(CONCURRENCY_PER_ENDPOINT),
                values.get(KEPT_CONNECTIONS),
                values.get(RESPONSE_LIMIT),
                values.get(PAYLOAD_LIMIT),
                values.orElse(HEADERS, List.of()));
    }

    static Settings.Retry retry(SettingValues values) {
        return new Settings.Retry(
                values.get(IN_PROCESS),
                values.get(INITIAL_DELAY),
                values.get(MULTIPLIER),
                values.get(MAXIMUM_DELAY),
                values.get(JITTER));
    }

    static Settings.Egress egress(SettingValues values) {
        return new Settings.Egress(values.get(ALLOW_HTTP), values.orElse(ALLOWED_NETWORKS, List.of()));
    }

    static Settings.Tls tls(SettingValues values) {
        return new Settings.Tls(values.get(TRUSTSTORE), values.get(TRUSTSTORE_PASSWORD));
    }

    static Settings.Crm crm(SettingValues values) {
        return new Settings.Crm(values.get(HEADER_PREFIX));
    }

    /** A demand of settings that must leave time for an attempt. */
    static Optional<String> notAboveTimeout(Duration value, SettingValues all) {
        return all.isSet(TIMEOUT) && value.compareTo(all.get(TIMEOUT)) <= 0
                ? Optional.of("not above " + all.shown(TIMEOUT))
                : Optional.empty();
    }

    /** A demand of settings that must leave time for two attempts. */
    static Optional<String> lessThanTwiceTimeout(Duration value, SettingValues all) {
        Duration twice = all.isSet(TIMEOUT) ? all.get(TIMEOUT).multipliedBy(2) : Duration.ZERO;
        return value.compareTo(twice) < 0
                ? Optional.of(
                        "less than twice " + all.shown(TIMEOUT) + ", so " + DurationText.forPeople(twice) + " at least")
                : Optional.empty();
    }

    private static Optional<String> belowInitialDelay(Duration value, SettingValues all) {
        return all.isSet(INITIAL_DELAY) && value.compareTo(all.get(INITIAL_DELAY)) < 0
                ? Optional.of("below " + all.shown(INITIAL_DELAY))
                : Optional.empty();
    }
}
