package io.webhookcourier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user repairs every mistake at once, rather than one at each start. */
class AllMistakesTest {

    @Test
    void oneStartReportsEveryMistakeOnALineOfItsOwn() {
        assertThat(mistakes("""
                        courier.queue.batchsize=10
                        courier.log.level=LOUD
                        courier.delivery.timeout=1s
                        courier.http.token=hunter2
                        courier.http.token=hunter3
                        courier.tls.truststore-password=hunter4
                        courier.shutdown-timeout=10s
                        """, Map.of("COURIER_HTTP_PORT", "99999", "COURIER_HTTP_PROT", "1")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("courier.queue.batchsize in ")
                                .contains("nearest is"),
                        line -> assertThat(line).startsWith("courier.http.token is set more than once in "),
                        line -> assertThat(line).startsWith("environment variable COURIER_HTTP_PROT is not a setting"),
                        line -> assertThat(line).startsWith("courier.delivery.timeout=\"1s\": below 2500ms"),
                        line -> assertThat(line).startsWith("courier.log.level=\"LOUD\": "),
                        line -> assertThat(line).startsWith("courier.http.port=\"99999\" (environment variable "),
                        line -> assertThat(line).startsWith("courier.tls.truststore-password: "))
                .noneMatch(line -> line.contains("hunter"));
    }

    @Test
    void aValueThatIsRefusedByItselfIsNotComparedWithOthers() {
        assertThat(mistakes("courier.delivery.timeout=soon", Map.of())).hasSize(1);
    }

    @Test
    void aKeyIsNamedOnceHoweverMuchIsWrongWithIt() {
        assertThat(mistakes("courier.database.username=a\\u0000b", Map.of())).hasSize(1);
    }

    private static List<String> mistakes(String lines, Map<String, String> environment) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> LoadedFixture.load(lines, environment));
        return refused.mistakes();
    }
}
