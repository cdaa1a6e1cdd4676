package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertiesFileTest {

    @ParameterizedTest(name = "{0} is nearest to {1}")
    @CsvSource({
        "courier.queue.poll-intervall, courier.queue.poll-interval",
        "courier.queue.pollInterval, courier.queue.poll-interval",
        "courier.que.batchsize, courier.queue.batch-size",
        "courier.database.user, courier.database.url",
        "courier.databse.username, courier.database.username",
        "courier.tokn, courier.demo",
        "courier.delivery.time-out, courier.delivery.timeout",
    })
    void anUnknownKeyNamesTheNearest(String unknown, String nearest) {
        assertThat(refusal(unknown + "=hunter2", Map.of()))
                .startsWith(unknown + " in ")
                .endsWith("is not a setting; the nearest is " + nearest)
                .doesNotContain("hunter2");
    }

    @Test
    void aKeyThatIsSetTwiceIsRefused() {
        assertThat(refusal("courier.http.token=hunter2\ncourier.http.port=1\ncourier.http.token=hunter3", Map.of()))
                .startsWith("courier.http.token is set more than once in ")
                .doesNotContain("hunter");
    }

    @Test
    void anEscapeThatIsNoneIsOneLine() {
        assertThat(refusal("courier.tls.truststore=C:\\users\\trust.p12", Map.of()))
                .contains(".properties has \\u without four hexadecimal digits", "accepted: \\\\ for a backslash");
    }

    @Test
    void anotherEncodingThanUtf8IsOneLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("application.properties");
        Files.write(file, "courier.http.token=gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SettingsLoader.load(file, Map.of(), LoadedFixture.PLATFORM_THREADS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + " is not in UTF-8; accepted: a properties file in UTF-8");
    }

    @Test
    void aFolderInTheFilesPlaceIsOneLine(@TempDir Path folder) {
        assertThatThrownBy(() -> SettingsLoader.load(folder, Map.of(), LoadedFixture.PLATFORM_THREADS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder + " cannot be read (")
                .hasMessageNotContaining("\n");
    }
}
