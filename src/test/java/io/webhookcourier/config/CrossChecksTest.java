package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.load;
import static io.webhookcourier.config.LoadedFixture.refusal;
import static io.webhookcourier.config.LoadedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossChecksTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    timeout=2m, dead-worker-after=4m, stale-lock=2m, shutdown-timeout=3m | courier.queue.stale-lock="2m": not above courier.delivery.timeout="2m"
                    timeout=10s, shutdown-timeout=10s                     | courier.shutdown-timeout="10s": not above courier.delivery.timeout="10s"
                    timeout=15001                                         | courier.queue.dead-worker-after="30s" (the default): less than twice courier.delivery.timeout="15001", so 30002ms at least
                    dead-worker-after=19s                                 | courier.queue.dead-worker-after="19s": less than twice courier.delivery.timeout="10s" (the default), so 20s at least
                    initial-delay=2m, maximum-delay=1m                    | courier.retry.maximum-delay="1m": below courier.retry.initial-delay="2m"
                    url=postgresql://u:hunter2@h/db, demo=true            | courier.demo="true": a database is configured
                    username=app                                          | courier.database.username="app": courier.database.url is empty
                    password=hunter2                                      | courier.database.password: courier.database.url is empty
                    host=0.0.0.0                                          | courier.http.host="0.0.0.0": not a loopback address, and courier.http.token is empty
                    host=::                                               | courier.http.host="::": not a loopback address
                    host=example.org                                      | courier.http.host="example.org": not a loopback address
                    port=9876                                             | courier.management.port="9876" (the default): the port of courier.http.port="9876"
                    truststore-password=hunter2                           | courier.tls.truststore-password: courier.tls.truststore is empty
                    """)
    void whatSettingsDemandOfEachOther(String brief, String message) {
        assertThat(refusal(lines(brief), Map.of()))
                .startsWith(message)
                .contains("; accepted: ")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout=15s, dead-worker-after=30s, shutdown-timeout=15001",
                "timeout=2m, dead-worker-after=4m, stale-lock=120001, shutdown-timeout=3m",
                "initial-delay=1m, maximum-delay=1m",
                "concurrency=2",
                "url=postgresql://h/db, demo=false",
                "url=postgresql://h/db, username=app",
            })
    void valuesOnTheEdgeAreAccepted(String brief) {
        assertThatCode(() -> settings(lines(brief))).doesNotThrowAnyException();
    }

    @Test
    void aShortTokenIsRefusedOffTheLoopback() {
        for (String exposed : new String[] {"courier.http.host=0.0.0.0", "courier.management.host=0.0.0.0"}) {
            assertThat(refusal(exposed + "\ncourier.http.token=15-characters-x", Map.of()))
                    .contains("courier.http.token", "shorter than 16 characters")
                    .doesNotContain("15-characters-x");
            assertThatCode(() -> settings(exposed + "\ncourier.http.token=16-characters-xx"))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> settings("courier.http.token=short")).doesNotThrowAnyException();
    }

    @Test
    void theVariableOfTheOtherValueIsNamedToo() {
        assertThat(refusal("", Map.of("CRM_WEBHOOK_TIMEOUT_MS", "20000")))
                .contains(
                        "courier.queue.dead-worker-after=\"30s\" (the default)",
                        "courier.delivery.timeout=\"20000\" (environment variable CRM_WEBHOOK_TIMEOUT_MS)");
    }

    @Test
    void oneEndpointMayHaveAsManyDeliveriesAsAllTogether() {
        Settings.Delivery delivery = load(
                        "courier.delivery.concurrency=2\ncourier.delivery.concurrency-per-endpoint=9", Map.of())
                .settings()
                .delivery();

        assertThat(delivery.concurrencyPerEndpoint()).isEqualTo(9);
    }

    /** Finds the key that each short name ends. */
    private static String lines(String brief) {
        StringBuilder lines = new StringBuilder();
        for (String part : brief.split(", ")) {
            String shortName = part.substring(0, part.indexOf('=')).strip();
            String name = Catalogue.SETTINGS.stream()
                    .map(Setting::name)
                    .filter(key -> key.endsWith("." + shortName))
                    .findFirst()
                    .orElseThrow();
            lines.append(name).append(part.substring(part.indexOf('='))).append('\n');
        }
        return lines.toString();
    }
}
