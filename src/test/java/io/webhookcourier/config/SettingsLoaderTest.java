package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.load;
import static io.webhookcourier.config.LoadedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.runtime.RuntimeFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {

    @Test
    void withoutFileAndEnvironmentEverythingIsAsTheContractsTableSays(@TempDir Path empty) {
        LoadedSettings loaded =
                SettingsLoader.load(empty.resolve("application.properties"), Map.of(), LoadedFixture.PLATFORM_THREADS);

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.settings())
                .isEqualTo(new Settings(
                        "worker-1.example-4711-20261123T182418.250Z",
                        new Settings.Database(null, null, null, "public", false, 10, Path.of("data/postgres")),
                        new Settings.Queue(
                                List.of("CRM"),
                                Duration.ofMillis(100),
                                200,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(30)),
                        new Settings.Delivery(Duration.ofSeconds(10), 64, 16, 2_000, 64 * 1024, 1024 * 1024, List.of()),
                        new Settings.Retry(1, Duration.ofSeconds(2), 2, Duration.ofMinutes(15), Duration.ofSeconds(1)),
                        new Settings.Egress(false, List.of()),
                        new Settings.Tls(null, null),
                        new Settings.Crm("x-zrg-"),
                        new Settings.Log(false, "INFO", Map.of()),
                        new Settings.Http("127.0.0.1", 8080, null, null, null, List.of()),
                        new Settings.Management("127.0.0.1", 9876),
                        new Settings.Tracing(null, 1),
                        new Settings.Retention(Duration.ofDays(30), Duration.ofDays(400), null),
                        Duration.ofSeconds(25),
                        true));
    }

    @Test
    void virtualThreadsRaiseTheDefaultConcurrencyButNotAGivenOne() {
        RuntimeFacts facts = new RuntimeFacts("h", 1, Instant.EPOCH, true);

        assertThat(load("", Map.of(), facts).settings().delivery().concurrency())
                .isEqualTo(512);
        assertThat(load("courier.delivery.concurrency=7", Map.of(), facts)
                        .settings()
                        .delivery()
                        .concurrency())
                .isEqualTo(7);
    }

    @Test
    void twoProcessesOfOneHostHaveDifferentInstanceIds() {
        RuntimeFacts other =
                new RuntimeFacts("worker/1.example", 4712, LoadedFixture.PLATFORM_THREADS.startTime(), false);

        assertThat(load("", Map.of(), other).settings().instanceId())
                .isNotEqualTo(settings().instanceId());
    }

    @Test
    void aLongHostNameStillGivesAnInstanceIdThatWouldBeAccepted() {
        RuntimeFacts facts = new RuntimeFacts("ü".repeat(300), Long.MAX_VALUE, Instant.EPOCH, false);

        String id = load("", Map.of(), facts).settings().instanceId();

        assertThat(settings("courier.instance-id=" + id).instanceId()).isEqualTo(id);
    }

    @Test
    void theFactsOfThisProcessAreThoseOfTheJvm() {
        RuntimeFacts facts = RuntimeFacts.ofThisProcess();

        assertThat(facts.hostName()).isNotBlank();
        assertThat(facts.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(facts.startTime()).isBefore(Instant.now());
        assertThat(facts.virtualThreads()).isEqualTo(Runtime.version().feature() >= 21);
    }

    @Test
    void theFileOverridesDefaults() {
        Settings settings = settings(
                "courier.queue.providers = CRM , INBOXXIA",
                "courier.egress.allowed-networks=10.1.2.3/16, fd00::/8",
                "courier.log.format=json",
                "courier.retry.multiplier=1.5",
                "courier.retention.attempts=off",
                "courier.retention.succeeded=2h",
                "courier.delivery.response-limit=2000",
                "courier.delivery.payload-limit=2MB",
                "courier.delivery.headers=Api-Key, tenant");

        assertThat(settings.queue().providers()).containsExactly("CRM", "INBOXXIA");
        assertThat(settings.egress().allowedNetworks()).containsExactly("10.1.2.3/16", "fd00::/8");
        assertThat(settings.log().json()).isTrue();
        assertThat(settings.retry().multiplier()).isEqualTo(1.5);
        assertThat(settings.retention().attempts()).isNull();
        assertThat(settings.retention().succeeded()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.delivery().responseLimit()).isEqualTo(2000);
        assertThat(settings.delivery().payloadLimit()).isEqualTo(2 * 1024 * 1024);
        assertThat(settings.delivery().headers()).containsExactly("api-key", "tenant");
    }

    @ParameterizedTest(name = "{0} is {1} ms")
    @CsvSource({"250ms, 250", "10s, 10000", "10m, 600000", "1h, 3600000", "250, 250", "60000, 60000"})
    void durationsReadWithAUnitOrAsMilliseconds(String text, long millis) {
        assertThat(settings("courier.queue.poll-interval=" + text).queue().pollInterval())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void anEmptyValueMeansTheDefault() {
        assertThat(settings("courier.queue.batch-size=", "courier.http.port=   "))
                .isEqualTo(settings());
    }

    @Test
    void keysOfOthersAreLeftAlone() {
        assertThat(settings("camel.main.description=x", "courierless=1", "camel.main.description=y"))
                .isEqualTo(settings());
    }

    @Test
    void aByteOrderMarkBeforeTheFirstKeyIsNotPartOfIt() {
        assertThat(settings("\uFEFFcourier.queue.batch-size=5").queue().batchSize())
                .isEqualTo(5);
    }

    @Test
    void theFileIsReadAsUtf8() {
        assertThat(settings("# größer", "courier.database.url=jdbc:postgresql:db", "courier.database.username=jürgen")
                        .database()
                        .username())
                .isEqualTo("jürgen");
    }

    @Test
    void theDemoIsOnWithTheEmbeddedDatabaseOnlyAndCanBeTurnedOff() {
        assertThat(settings().demo()).isTrue();
        assertThat(settings("courier.demo=false").demo()).isFalse();
        assertThat(settings("courier.database.url=postgresql://h/db").demo()).isFalse();
    }

    @Test
    void aTokenLetsTheConsoleLeaveTheLoopback() {
        assertThat(settings("courier.http.host=0.0.0.0", "courier.http.token=sixteen-or-more-chars")
                        .http()
                        .host())
                .isEqualTo("0.0.0.0");
        assertThat(settings("courier.management.host=0.0.0.0").management().host())
                .isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "::1"})
    void theLoopbackNeedsNoToken(String host) {
        assertThat(settings("courier.http.host=" + host).http().host()).isEqualTo(host);
    }

    @Test
    void bothPortsMayBeAnyFreeOne() {
        Settings settings = settings("courier.http.port=0", "courier.management.port=0");

        assertThat(settings.http().port()).isZero();
        assertThat(settings.management().port()).isZero();
    }

    @Test
    void theLinesForPeopleShowWhatIsInEffectAndWhereItCameFrom(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("application.properties"), """
                courier.queue.batch-size=200
                courier.delivery.response-limit=32KB
                courier.http.token=hunter2-hunter2-hunter2
                """);
        Map<String, SettingsLoader.Line> lines =
                SettingsLoader.lines(file, Map.of("WEBHOOK_EVENT_STALE_LOCK_MS", "5"), LoadedFixture.PLATFORM_THREADS)
                        .stream()
                        .collect(Collectors.toMap(SettingsLoader.Line::key, line -> line));

        assertThat(lines.get("courier.queue.batch-size"))
                .isEqualTo(new SettingsLoader.Line(
                        "courier.queue.batch-size", "200", true, false, false, "application.properties"));
        assertThat(lines.get("courier.delivery.response-limit").value()).isEqualTo("32KB");
        assertThat(lines.get("courier.http.token"))
                .isEqualTo(new SettingsLoader.Line(
                        "courier.http.token", null, true, true, true, "application.properties"));
        assertThat(lines.get("courier.queue.stale-lock"))
                .as("raised to its floor")
                .isEqualTo(new SettingsLoader.Line(
                        "courier.queue.stale-lock",
                        "1m",
                        true,
                        false,
                        true,
                        "environment variable WEBHOOK_EVENT_STALE_LOCK_MS"));
        assertThat(lines.get("courier.delivery.concurrency").source()).isEqualTo("default");
    }
}
