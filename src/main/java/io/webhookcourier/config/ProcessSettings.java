package io.webhookcourier.config;

import io.webhookcourier.runtime.RuntimeFacts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** What the process logs, traces and keeps, and how it starts and stops. */
final class ProcessSettings {

    static final Section LOG = new Section("Log");
    static final Section TRACING = new Section("Tracing");
    static final Section RETENTION = new Section("Retention");
    static final Section PROCESS = new Section("Process");

    private static final int LONGEST_HOST_NAME = 50;
    private static final DateTimeFormatter START_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Setting<String> LOG_FORMAT = LOG.setting(
                    "courier.log.format", "text", Types.choice("text", "json"))
            .describedAs("text for people, json for collectors: one object a line.");

    private static final Setting<String> LOG_LEVEL = LOG.setting(
                    "courier.log.level", "INFO", Types.choice("TRACE", "DEBUG", "INFO", "WARN", "ERROR"))
            .describedAs(
                    "The lowest level that is logged: TRACE, DEBUG, INFO, WARN or ERROR.",
                    "At INFO, `log:` steps are logged and libraries log warnings and errors only.");

    private static final Setting<Map<String, String>> LOG_LEVELS = LOG.optional(
                    "courier.log.levels", "none", ListTypes.logLevels())
            .describedAs(
                    "Levels of single loggers, such as org.apache.camel=DEBUG,deliver-crm=TRACE.",
                    "They override `courier.log.level`; see [extending.md](extending.md#seeing-what-a-route-does).");

    private static final Setting<String> TRACING_ENDPOINT = TRACING.optional(
                    "courier.tracing.endpoint",
                    "no tracing",
                    Types.text(
                            "https?://[A-Za-z0-9.:\\[\\]_-]{1,250}(/[!-~&&[^?#@]]{0,250})?",
                            "not the address of a collector",
                            "the http:// or https:// address of an OTLP/HTTP collector, without credentials"))
            .describedAs(
                    "OpenTelemetry collector that spans are sent to (OTLP over HTTP), such as http://127.0.0.1:4318.",
                    "See [operations.md](operations.md#tracing).");

    private static final Setting<Double> TRACING_RATIO = TRACING.setting(
                    "courier.tracing.ratio", "1", Types.number(0, 1))
            .describedAs("Share of deliveries that are traced.");

    private static final Setting<Optional<Duration>> ATTEMPTS = RETENTION
            .setting("courier.retention.attempts", "30d", Types.durationOrOff("1m", "3650d"))
            .describedAs("How long attempts stay in courier.delivery_attempt, or off.");

    private static final Setting<Optional<Duration>> KEYS = RETENTION
            .setting("courier.retention.keys", "400d", Types.durationOrOff("1m", "3650d"))
            .describedAs("How long a delivered key guards against a second delivery, or off.");

    private static final Setting<Optional<Duration>> SUCCEEDED = RETENTION
            .setting("courier.retention.succeeded", "off", Types.durationOrOff("1m", "3650d"))
            .describedAs("How long SUCCEEDED rows stay in the application's table, or off.");

    /** A slash separates the parts of an owner token (contract, section 3). */
    static final Setting<String> INSTANCE_ID = PROCESS.optional(
                    "courier.instance-id",
                    "host name + process id + start time",
                    Types.text(
                            "[ -.0-~]{1,100}",
                            "not a usable name",
                            "up to 100 printable ASCII characters other than /"))
            .decidedBy((facts, all) -> instanceId(facts))
            .describedAs("Name of this worker in lockedBy, unlike that of any other running worker.");

    static final Setting<Duration> SHUTDOWN_TIMEOUT = PROCESS.setting(
                    "courier.shutdown-timeout", "25s", Types.duration("3s", "1h"))
            .provided("above courier.delivery.timeout", DeliverySettings::notAboveTimeout)
            .describedAs("How long deliveries in flight may take to finish after SIGTERM.");

    static final Setting<Boolean> DEMO = PROCESS.optional(
                    "courier.demo", "true on the embedded database, else false", Types.flag())
            .decidedBy((facts, all) -> !all.isSet(QueueSettings.DATABASE_URL))
            .provided("true only without courier.database.url", ProcessSettings::demoOnRealDatabase)
            .describedAs("true adds a receiver on this process's own port and a sample workspace.");

    private ProcessSettings() {}

    static Settings.Log log(SettingValues values) {
        return new Settings.Log(
                values.get(LOG_FORMAT).equals("json"), values.get(LOG_LEVEL), values.orElse(LOG_LEVELS, Map.of()));
    }

    static Settings.Tracing tracing(SettingValues values) {
        return new Settings.Tracing(values.get(TRACING_ENDPOINT), values.get(TRACING_RATIO));
    }

    static Settings.Retention retention(SettingValues values) {
        return new Settings.Retention(
                values.get(ATTEMPTS).orElse(null),
                values.get(KEYS).orElse(null),
                values.get(SUCCEEDED).orElse(null));
    }

    private static Optional<String> demoOnRealDatabase(Boolean demo, SettingValues all) {
        return demo && all.isGiven(QueueSettings.DATABASE_URL)
                ? Optional.of("a database is configured, and the demo never writes to one; it is "
                        + all.shown(QueueSettings.DATABASE_URL))
                : Optional.empty();
    }

    /** Two starts of one host differ in process id or start time, containers that share a process id in host name. */
    private static String instanceId(RuntimeFacts facts) {
        String host = facts.hostName().replaceAll("[^A-Za-z0-9._-]", "-");
        String part = host.substring(0, Math.min(host.length(), LONGEST_HOST_NAME));
        return part + "-" + facts.pid() + "-" + START_TIME.format(facts.startTime());
    }
}
