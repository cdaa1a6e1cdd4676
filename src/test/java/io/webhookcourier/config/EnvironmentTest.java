package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.load;
import static io.webhookcourier.config.LoadedFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @Test
    void aVariableOverridesTheFile() {
        LoadedSettings loaded = load("courier.queue.poll-interval=1s", Map.of("COURIER_QUEUE_POLL_INTERVAL", " 2s "));

        assertThat(loaded.settings().queue().pollInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(loaded.resolved()).containsEntry("courier.queue.poll-interval", "2s");
    }

    @Test
    void everyKeyHasAVariableOfItsOwn() {
        assertThat(Catalogue.SETTINGS.stream().map(Setting::variable)).doesNotHaveDuplicates();
    }

    @Test
    void specialNamesOverrideTheFile() {
        Settings settings = load(
                        "courier.queue.batch-size=1\ncourier.database.url=postgresql://file/db",
                        Map.of(
                                "DATABASE_URL", "postgresql://platform/db",
                                "WEBHOOK_EVENT_CRON_LIMIT", "50",
                                "WEBHOOK_EVENT_STALE_LOCK_MS", "120000",
                                "CRM_WEBHOOK_TIMEOUT_MS", "5000"))
                .settings();

        assertThat(settings.database().jdbcUrl()).isEqualTo("jdbc:postgresql://platform:5432/db");
        assertThat(settings.queue().batchSize()).isEqualTo(50);
        assertThat(settings.queue().staleLock()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.delivery().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theRegularNameComesBeforeTheSpecialOne() {
        Map<String, String> both = Map.of("COURIER_QUEUE_BATCH_SIZE", "7", "WEBHOOK_EVENT_CRON_LIMIT", "9");

        assertThat(load("courier.queue.batch-size=5", both).settings().queue().batchSize())
                .isEqualTo(7);
    }

    @Test
    void anEmptyVariableAsksForTheDefault() {
        assertThat(load("courier.queue.batch-size=5", Map.of("COURIER_QUEUE_BATCH_SIZE", ""))
                        .settings()
                        .queue()
                        .batchSize())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}={1} becomes {2} ms")
    @CsvSource({
        "WEBHOOK_EVENT_STALE_LOCK_MS, 1000, courier.queue.stale-lock, 1m",
        "WEBHOOK_EVENT_STALE_LOCK_MS, 59s, courier.queue.stale-lock, 1m",
        "CRM_WEBHOOK_TIMEOUT_MS, 2499, courier.delivery.timeout, 2500",
        "CRM_WEBHOOK_TIMEOUT_MS, 0, courier.delivery.timeout, 2500",
        "CRM_WEBHOOK_TIMEOUT_MS, -1, courier.delivery.timeout, 2500",
    })
    void theEarlierWorkersNamesAreRaisedToTheFloorWithAWarning(
            String variable, String text, String key, String effective) {
        LoadedSettings loaded = load("", Map.of(variable, text));

        assertThat(loaded.resolved()).containsEntry(key, effective);
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains(key, "\"" + text + "\"", variable, "below the floor", "accepted: a duration from");
    }

    @Test
    void theFloorItselfBringsNoWarning() {
        LoadedSettings loaded =
                load("", Map.of("CRM_WEBHOOK_TIMEOUT_MS", "2500", "WEBHOOK_EVENT_STALE_LOCK_MS", "60000"));

        assertThat(loaded.warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1} is refused")
    @CsvSource({
        "COURIER_DELIVERY_TIMEOUT, 2499, courier.delivery.timeout, below 2500ms",
        "COURIER_QUEUE_STALE_LOCK, 59s, courier.queue.stale-lock, below 1m",
        "WEBHOOK_EVENT_CRON_LIMIT, 0, courier.queue.batch-size, below 1",
        "WEBHOOK_EVENT_CRON_LIMIT, 2001, courier.queue.batch-size, above 2000",
        "CRM_WEBHOOK_TIMEOUT_MS, soon, courier.delivery.timeout, not a duration",
        "CRM_WEBHOOK_TIMEOUT_MS, 700000, courier.delivery.timeout, above 10m",
    })
    void everythingElseIsCheckedStrictlyAndNamesTheVariable(String variable, String text, String key, String problem) {
        assertThat(refusal("", Map.of(variable, text)))
                .startsWith(key + "=\"" + text + "\" (environment variable " + variable + "): " + problem)
                .contains("; accepted: a ");
    }

    @Test
    void aValueOfTheFileBelowAFloorIsRefused() {
        assertThat(refusal("courier.delivery.timeout=1s", Map.of()))
                .startsWith("courier.delivery.timeout=\"1s\": below 2500ms; accepted: ");
    }

    @Test
    void anUnknownVariableNamesTheNearest() {
        assertThat(refusal("", Map.of("COURIER_QUEUE_POLLINTERVAL", "hunter2")))
                .isEqualTo("environment variable COURIER_QUEUE_POLLINTERVAL is not a setting;"
                        + " the nearest is COURIER_QUEUE_POLL_INTERVAL");
    }

    @Test
    void variablesOfOthersAreLeftAlone() {
        assertThat(load("", Map.of("PATH", "x", "COURIERS", "2", "CAMELS", "y")))
                .isEqualTo(load("", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COURIER_SERVICE_HOST=10.0.0.1",
                "COURIER_SERVICE_PORT=80",
                "COURIER_SERVICE_PORT_HTTP=80",
                "COURIER_PORT=tcp://10.0.0.1:80",
                "COURIER_HTTP_PORT=tcp://10.0.0.1:80",
                "COURIER_PORT_80_TCP=tcp://10.0.0.1:80",
                "COURIER_PORT_80_TCP_ADDR=10.0.0.1"
            })
    void kubernetesServiceVariablesAreIgnoredWithAWarning(String variable) {
        String[] parts = variable.split("=");

        LoadedSettings loaded = load("", Map.of(parts[0], parts[1]));

        assertThat(loaded.settings()).isEqualTo(load("", Map.of()).settings());
        assertThat(loaded.warnings()).singleElement().asString().contains(parts[0]);
    }
}
