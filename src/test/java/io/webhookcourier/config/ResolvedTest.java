package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvedTest {

    @Test
    void everyKeyWithoutSecretsHasItsEffectiveText() {
        Map<String, String> resolved = load("courier.queue.providers=CRM, INBOXXIA\ncourier.retry.jitter=0", Map.of())
                .resolved();

        assertThat(resolved)
                .hasSize((int) Catalogue.SETTINGS.stream()
                        .filter(key -> !key.confidential())
                        .count())
                .containsEntry("courier.queue.poll-interval", "100")
                .containsEntry("courier.delivery.timeout", "10s")
                .containsEntry("courier.retry.maximum-delay", "15m")
                .containsEntry("courier.retry.jitter", "0")
                .containsEntry("courier.retry.multiplier", "2")
                .containsEntry("courier.retention.attempts", "30d")
                .containsEntry("courier.retention.succeeded", "off")
                .containsEntry("courier.delivery.response-limit", "65536")
                .containsEntry("courier.delivery.concurrency", "64")
                .containsEntry("courier.queue.providers", "CRM,INBOXXIA")
                .containsEntry("courier.egress.allow-http", "false")
                .containsEntry("courier.egress.allowed-networks", "")
                .containsEntry("courier.tls.truststore", "")
                .containsEntry("courier.demo", "true")
                .containsEntry("courier.instance-id", "worker-1.example-4711-20261123T182418.250Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10ms", "250", "999ms", "1s", "1500ms", "61s", "90s", "2m", "59m", "1h"})
    void camelReadsADurationAsItWasMeant(String text) {
        LoadedSettings loaded = load("courier.queue.poll-interval=" + text, Map.of());

        Duration read = TimeUtils.toDuration(loaded.resolved().get("courier.queue.poll-interval"));

        assertThat(read).isEqualTo(loaded.settings().queue().pollInterval());
    }
}
