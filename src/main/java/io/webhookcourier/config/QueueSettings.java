package io.webhookcourier.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the queue is, and how its rows are claimed and released. */
final class QueueSettings {

    static final Section DATABASE = new Section("Database");
    static final Section QUEUE = new Section("Queue");

    static final Setting<DatabaseUrl> DATABASE_URL = DATABASE.optional(
                    "courier.database.url",
                    "an embedded PostgreSQL",
                    ValueType.of(
                            "jdbc:postgresql://host:5432/db or"
                                    + " postgresql://user:password@host:5432/db?schema=public&sslmode=require",
                            DatabaseUrl::parse))
            .alsoFrom("DATABASE_URL")
            .confidential()
            .describedAs(
                    "Database with the queue, such as postgresql://user:password@host:5432/db?schema=public.",
                    "[The database URL](#the-database-url) has the details.");

    private static final Setting<String> USERNAME = DATABASE.optional(
                    "courier.database.username",
                    "the URL's",
                    Types.text("\\P{Cntrl}{1,200}", "not a user name", "up to 200 printable characters"))
            .provided("only with courier.database.url", (name, all) -> withoutUrl(all))
            .describedAs("User of the database, where the URL names none.");

    private static final Setting<Secret> PASSWORD = DATABASE.optional(
                    "courier.database.password", "the URL's", Types.password())
            .provided("only with courier.database.url", (password, all) -> withoutUrl(all))
            .confidential()
            .describedAs("Password of the database, where the URL has none.");

    private static final Setting<Integer> POOL_SIZE = DATABASE.setting(
                    "courier.database.pool-size", "10", Types.wholeNumber(2, 100))
            .describedAs("Connections kept open to the database.");

    private static final Setting<Path> EMBEDDED_DIRECTORY = DATABASE.setting(
                    "courier.database.embedded.directory", "data/postgres", Types.folder())
            .describedAs("Where the embedded PostgreSQL keeps its data.");

    private static final Setting<List<String>> PROVIDERS = QUEUE.setting(
                    "courier.queue.providers", "CRM", ListTypes.providers())
            .describedAs(
                    "Providers whose rows this service delivers, separated by commas.",
                    "Each must be a value of the table's enum and have a route `deliver-<provider>`. Rows of other"
                            + " providers are never claimed, changed or released.");

    private static final Setting<Duration> POLL_INTERVAL = QUEUE.setting(
                    "courier.queue.poll-interval", "100ms", Types.duration("10ms", "1h"))
            .describedAs(
                    "How often the table is checked for due rows while nothing else wakes the service.",
                    "Polling continues at once while batches come back full.");

    private static final Setting<Integer> BATCH_SIZE = QUEUE.setting(
                    "courier.queue.batch-size", "200", Types.wholeNumber(1, 2000))
            .alsoFrom("WEBHOOK_EVENT_CRON_LIMIT")
            .describedAs("The most rows that one statement claims.");

    private static final Setting<Duration> STALE_LOCK = QUEUE.setting(
                    "courier.queue.stale-lock", "10m", Types.duration("60s", "7d"))
            .provided("above courier.delivery.timeout", DeliverySettings::notAboveTimeout)
            .clampedFrom("WEBHOOK_EVENT_STALE_LOCK_MS")
            .describedAs("Age at which the lock of a RUNNING row is released, even if its worker is alive.");

    private static final Setting<Duration> DEAD_WORKER_AFTER = QUEUE.setting(
                    "courier.queue.dead-worker-after", "30s", Types.duration("5s", "1h"))
            .provided("at least twice courier.delivery.timeout", DeliverySettings::lessThanTwiceTimeout)
            .describedAs("How long a worker may go without a heartbeat before its rows are released.");

    private static final String DEFAULT_SCHEMA = "public";

    private QueueSettings() {}

    static Settings.Queue queue(SettingValues values) {
        return new Settings.Queue(
                values.get(PROVIDERS),
                values.get(POLL_INTERVAL),
                values.get(BATCH_SIZE),
                values.get(STALE_LOCK),
                values.get(DEAD_WORKER_AFTER));
    }

    static Settings.Database database(SettingValues values) {
        DatabaseUrl url = values.get(DATABASE_URL);
        int poolSize = values.get(POOL_SIZE);
        Path directory = values.get(EMBEDDED_DIRECTORY);
        if (url == null) {
            return new Settings.Database(null, null, null, DEFAULT_SCHEMA, false, poolSize, directory);
        }
        url.warnings().forEach(warning -> values.warn(values.shown(DATABASE_URL) + ": " + warning));
        return new Settings.Database(
                url.jdbcUrl(),
                theUrlsOr(url.username(), USERNAME, values),
                theUrlsOr(url.password(), PASSWORD, values),
                url.schema() == null ? DEFAULT_SCHEMA : url.schema(),
                url.pgbouncer(),
                poolSize,
                directory);
    }

    /** A DATABASE_URL that a platform sets brings its own credentials along; those of the file then belong elsewhere. */
    private static <T> T theUrlsOr(T inUrl, Setting<T> setting, SettingValues values) {
        T configured = values.get(setting);
        if (inUrl == null) {
            return configured;
        }
        if (configured != null && !configured.equals(inUrl)) {
            values.warn(setting.name() + " is ignored: " + values.shown(DATABASE_URL) + " has its own");
        }
        return inUrl;
    }

    private static Optional<String> withoutUrl(SettingValues all) {
        return all.isGiven(DATABASE_URL) ? Optional.empty() : Optional.of("courier.database.url is empty");
    }
}
