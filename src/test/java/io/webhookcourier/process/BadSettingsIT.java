package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.WrongValues;
import io.webhookcourier.config.WrongValues.WrongValue;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packaged jar says about wrong settings, before it touches anything. */
@Execution(ExecutionMode.CONCURRENT)
class BadSettingsIT {

    private final WorkingFolder folder = WorkingFolder.create();

    @Test
    void oneStartRefusesAWrongValueOfEveryKey() throws IOException {
        createWhatIsInTheWay();
        List<WrongValue> wrong = oneWrongValueOfEveryKey();
        wrong.forEach(one -> folder.set(one.key(), one.value()));

        List<String> lines = Refusal.linesOf(CourierProcess.start(folder, Map.of()));

        assertThat(lines).hasSameSizeAs(wrong);
        assertThat(wrong).allSatisfy(one -> assertThat(lines).anySatisfy(line -> assertThat(line)
                .startsWith(one.key())
                .contains(one.problem())
                .contains("; accepted: ")));
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("allWrongValues")
    void everyWrongValueIsRefused(WrongValue wrong) throws IOException {
        refuses(wrong);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COURIER_QUEUE_POLL_INTERVAL | 1ms  | courier.queue.poll-interval=\"1ms\" (environment variable COURIER_QUEUE_POLL_INTERVAL): below 10ms",
                "WEBHOOK_EVENT_CRON_LIMIT    | 0    | courier.queue.batch-size=\"0\" (environment variable WEBHOOK_EVENT_CRON_LIMIT): below 1",
                "DATABASE_URL                | mysql://root:c4nary-s3cret@h/db | courier.database.url (environment variable DATABASE_URL): not a URL of PostgreSQL",
                "COURIER_QUEUE_POLL_INTERVALL | 1s  | environment variable COURIER_QUEUE_POLL_INTERVALL is not a setting; the nearest is COURIER_QUEUE_POLL_INTERVAL",
                "COURIER_TLS_TRUSTSTORE      | application.properties | courier.tls.truststore (environment variable COURIER_TLS_TRUSTSTORE): application.properties cannot be read",
                "COURIER_MANAGEMENT_HOST     | no-host.invalid | courier.management.host (environment variable COURIER_MANAGEMENT_HOST): the name no-host.invalid does not resolve",
            })
    void aMistakeInTheEnvironmentIsNamedByItsVariable(String variable, String value, String said) {
        assertThat(refusal(Map.of(variable, value))).startsWith(said);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestName() {
        folder.set("courier.queue.batchsize", "10");

        assertThat(refusal(Map.of()))
                .contains("courier.queue.batchsize")
                .contains("nearest is courier.queue.batch-size");
    }

    @Test
    void aKeyOfCamelsThatIsNotFollowedIsRefusedWithTheReason() {
        folder.set("camel.component.http.connectTimeout", Refusal.CANARY);

        assertThat(refusal(Map.of()))
                .startsWith("camel.component.http.connectTimeout in application.properties does not apply: ");
    }

    @Test
    void anUnknownComponentOptionIsRefusedWithoutItsValue() {
        folder.set("camel.component.sql.pasword", Refusal.CANARY);

        try (TestDatabase database = TestDatabase.create()) {
            assertThat(refusal(Map.of(
                            "DATABASE_URL", database.jdbcUrl(), "COURIER_DATABASE_USERNAME", database.username())))
                    .startsWith(
                            "application.properties: option camel.component.sql.pasword is unknown to SqlComponent");
        }
    }

    private void refuses(WrongValue wrong) throws IOException {
        createWhatIsInTheWay();
        folder.set("courier.http.token", Refusal.CANARY);
        folder.set(wrong.key(), wrong.value());

        assertThat(refusal(Map.of()))
                .startsWith(wrong.key())
                .contains(wrong.problem())
                .contains("; accepted: ");
    }

    /** Some of the wrong values name a file where a folder belongs, and the other way round. */
    private void createWhatIsInTheWay() throws IOException {
        Files.createFile(folder.path().resolve("pom.xml"));
        Files.createDirectory(folder.path().resolve("src"));
    }

    private String refusal(Map<String, String> environment) {
        return Refusal.of(CourierProcess.start(folder, environment));
    }

    private static List<WrongValue> oneWrongValueOfEveryKey() {
        return allWrongValues()
                .collect(Collectors.groupingBy(WrongValue::key, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(rows -> rows.get(0))
                .toList();
    }

    private static Stream<WrongValue> allWrongValues() {
        return WrongValues.rows();
    }
}
