package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.load;
import static io.webhookcourier.config.LoadedFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    private static final String CANARY = "canary7719";

    @Test
    void noSecretIsInWhatWasLoadedOrResolved(@TempDir Path folder) throws IOException {
        Path truststore = Files.writeString(folder.resolve("t.p12"), "");

        LoadedSettings loaded = load("""
                courier.database.url=postgresql://u:canary7719-url@h/db?connection_limit=canary7719
                courier.database.password=canary7719-db
                courier.http.token=canary7719-token
                courier.tls.truststore=%s
                courier.tls.truststore-password=canary7719-trust
                """.formatted(truststore), Map.of());

        assertThat(loaded.settings().database().password().reveal()).isEqualTo(CANARY + "-url");
        assertThat(loaded.settings().http().token().reveal()).isEqualTo(CANARY + "-token");
        assertThat(loaded.settings().tls().truststorePassword().reveal()).isEqualTo(CANARY + "-trust");
        assertThat(loaded.toString()).doesNotContain(CANARY);
        assertThat(loaded.resolved())
                .doesNotContainKeys(
                        "courier.database.url",
                        "courier.database.password",
                        "courier.http.token",
                        "courier.tls.truststore-password");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "courier.database.url, mysql://u:canary7719@h/db",
        "courier.database.password, canary7719\\tx",
        "courier.http.token, canary7719\\tx",
        "courier.tls.truststore-password, canary7719\\tx"
    })
    void aRefusedSecretIsNeverShown(String key, String text) {
        String variable = "COURIER" + key.substring(7).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");

        assertThat(refusal(key + "=" + text, Map.of())).startsWith(key + ": ").doesNotContain(CANARY);
        assertThat(refusal("", Map.of(variable, text.replace("\\t", "\t"))))
                .startsWith(key + " (environment variable " + variable + "): ")
                .doesNotContain(CANARY);
    }

    @Test
    void theRefusalsCausesAreFreeOfSecretsToo() {
        assertThat(catchThrowable(() -> load("courier.database.url=postgresql://u:canary7719@h:x/db", Map.of())))
                .hasNoCause()
                .message()
                .doesNotContain(CANARY);
    }
}
