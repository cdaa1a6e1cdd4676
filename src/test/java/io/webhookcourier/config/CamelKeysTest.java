package io.webhookcourier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key of Camel's is followed, or refused with the reason. */
class CamelKeysTest {

    private static final String PASSWORD = "c4nary-s3cret";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camel.main.shutdownTimeout           | is set by courier.shutdown-timeout",
                "camel.main.shutdown-timeout          | is set by courier.shutdown-timeout",
                "camel.main.name                      | is set by the service itself; courier.instance-id names a worker",
                "camel.main.routesIncludePattern      | does not apply: the service loads the route files in routes/ itself",
                "camel.main.durationMaxSeconds        | is set by the service itself",
                "camel.server.port                    | does not apply: see courier.http.host and courier.http.port",
                "camel.management.port                | does not apply: see courier.management.host and",
                "camel.component.http.socketTimeout   | does not apply: http: and https: steps use the service's own client;",
                "camel.component.https                | does not apply: http: and https: steps use the service's own client;",
                "camel.trace.includeExchangeVariables | is set by the service itself",
                "camel.main.tracin                    | is not an option of Camel; the nearest is camel.main.tracing",
                "camel.mian.tracing                   | is not an option of Camel; the nearest is camel.main.tracing",
                "camel.tracing                        | is not an option of Camel; the nearest is camel.",
                "camel.ssl.keyStorePasword            | is not an option of Camel; the nearest is camel.ssl.",
            })
    void oneThatWouldNotBeFollowedIsRefusedWithoutItsValue(String key, String reason) {
        assertThat(mistakes(key + "=" + PASSWORD, Map.of())).singleElement().satisfies(line -> assertThat(line)
                .startsWith(key + " in ")
                .contains(".properties " + reason)
                .doesNotContain(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.main.tracing",
                "camel.main.tracing-pattern",
                "camel.main.jmxManagementStatisticsLevel",
                "camel.component.sql.dataSource",
                "camel.component.httpx.anything",
                "camel.dataformat.jackson.prettyPrint",
                "camel.beans.crm.password",
                "camel.resilience4j.failureRateThreshold",
                "camel.threadpool.config[mine].poolSize",
                "camel.vault.hashicorp.token",
                "camel.rest.apiProperties.title"
            })
    void oneThatIsFollowedIsTaken(String key) {
        assertThat(LoadedFixture.settings(key + "=1")).isEqualTo(LoadedFixture.settings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAMEL_MAIN_SHUTDOWNTIMEOUT",
                "CAMEL_MAIN_SHUTDOWN_TIMEOUT",
                "CAMEL_COMPONENT_HTTP_SOCKETTIMEOUT",
                "CAMEL_SERVER_PORT"
            })
    void theEnvironmentSetsNoneThatIsRefused(String variable) {
        assertThat(mistakes("", Map.of(variable, PASSWORD))).singleElement().satisfies(line -> assertThat(line)
                .startsWith("environment variable " + variable + " ")
                .doesNotContain(PASSWORD));
    }

    @Test
    void othersOfTheEnvironmentAreLeftAlone() {
        assertThat(LoadedFixture.load("", Map.of("CAMEL_HOME", "/x", "CAMEL_MAIN_TRACING", "true"))
                        .settings())
                .isEqualTo(LoadedFixture.settings());
    }

    @Test
    void oneStartNamesThemAllBesideOtherMistakes() {
        assertThat(mistakes("camel.main.name=x\ncourier.log.level=LOUD\ncamel.server.host=y", Map.of()))
                .hasSize(3);
    }

    @Test
    void theDocumentationListsEveryRefusedKeyWithItsReason() throws IOException {
        Map<String, List<String>> byReason = CamelKeys.reasons().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        List<String> expected = byReason.entrySet().stream()
                .map(row ->
                        row.getValue().stream().map(key -> "`" + key + "`").collect(Collectors.joining(", ", "| ", ""))
                                + " | " + row.getKey() + " |")
                .toList();

        assertThat(Files.readAllLines(Path.of("docs/configuration.md")))
                .filteredOn(line -> line.startsWith("| `camel."))
                .containsExactlyElementsOf(expected);
    }

    private static List<String> mistakes(String lines, Map<String, String> environment) {
        return catchThrowableOfType(ConfigurationException.class, () -> LoadedFixture.load(lines, environment))
                .mistakes();
    }
}
