package io.webhookcourier.management;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hawtio's Trace tab: the calls that it makes, with the token and without one. */
class TraceTabTest {

    private static final String TOKEN = "token-of-the-operator";
    private static final String USERS_SECRET = "users-secret-nobody-may-see";

    private static TestDatabase database;
    private static Receiver receiver;
    private static RouteFolder routes;
    private static RunningCourier courier;
    private static JolokiaCalls operator;
    private static String tracer;

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create();
        receiver = Receiver.start();
        routes = RouteFolder.shipped();
        Files.writeString(routes.workingFolder().resolve("application.properties"), "users.secret=" + USERS_SECRET);
        routes.edit(
                "deliver-crm.camel.yaml",
                "      steps:\n        - process:\n            id: read-event",
                "      steps:\n        - setHeader:\n            id: authorize\n            name: X-Api-Key\n"
                        + "            simple: ${properties:users.secret}\n        - process:\n            id: read-event");
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
        courier = RunningCourier.start(database.jdbcUrl(), Map.of("courier.http.token", TOKEN), routes.workingFolder());
        operator = new JolokiaCalls(courier, TOKEN);
        JsonNode found = operator.post(Map.of("type", "search", "mbean", "org.apache.camel:name=BacklogTracer,*"))
                .get("value");
        assertThat(found).hasSize(1);
        tracer = found.get(0).asText();
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        receiver.close();
        database.close();
    }

    @Test
    void theWayOfOneEventIsShownStepByStepWithoutSecrets() {
        write("BodyMaxChars", 5000);
        write("BodyIncludeStreams", false);
        write("BodyIncludeFiles", false);
        assertThat(operator.execute(tracer, "setEnabled", true).at("/status").asInt())
                .isEqualTo(200);
        assertThat(operator.read(tracer, "Enabled").get("value").asBoolean()).isTrue();
        try {
            String id = database.insertEvent(row -> row.workspaceId("w"));
            eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));

            String trace = operator.execute(tracer, "dumpAllTracedMessagesAsXml()")
                    .get("value")
                    .asText();
            assertThat(trace)
                    .contains("<routeId>deliver-crm</routeId>", "<toNode>build-envelope</toNode>", "http-post", id)
                    .contains("\"X-Api-Key\"", "(hidden)")
                    .doesNotContain("claim-due-events", "look-up-crm-settings</routeId>")
                    .doesNotContain(USERS_SECRET)
                    .doesNotContain(Scene.SECRET);
        } finally {
            operator.execute(tracer, "setEnabled", false);
        }
        assertThat(operator.read(tracer, "Enabled").get("value").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"BodyMaxChars,1000000", "BodyMaxChars,-1", "BodyIncludeStreams,true", "BodyIncludeFiles,true"})
    void whatWouldHarmDeliveriesCannotBeSet(String attribute, String value) {
        Object given = value.matches("-?\\d+") ? Integer.valueOf(value) : Boolean.valueOf(value);
        JsonNode answer =
                operator.post(Map.of("type", "write", "mbean", tracer, "attribute", attribute, "value", given));
        assertThat(answer.get("error").asText()).contains(attribute + " must be");
    }

    @ParameterizedTest
    @CsvSource({"IncludeExchangeProperties", "IncludeExchangeVariables", "Enabled", "TraceFilter"})
    void nothingElseCanBeSet(String attribute) {
        JsonNode answer =
                operator.post(Map.of("type", "write", "mbean", tracer, "attribute", attribute, "value", "true"));
        assertThat(answer.get("error").asText()).contains("forbidden");
    }

    @Test
    void withoutATokenThereIsNothingToTrace() {
        try (RunningCourier open = RunningCourier.start(database, Map.of())) {
            JolokiaCalls anybody = new JolokiaCalls(open, null);
            assertThat(anybody.execute(tracer, "setEnabled", true).get("error").asText())
                    .contains("forbidden");
            assertThat(anybody.execute(tracer, "dumpAllTracedMessagesAsXml()")
                            .get("error")
                            .asText())
                    .contains("forbidden");
            JsonNode written =
                    anybody.post(Map.of("type", "write", "mbean", tracer, "attribute", "BodyMaxChars", "value", 10));
            assertThat(written.get("error").asText()).contains("forbidden");
        }
    }

    private static void write(String attribute, Object value) {
        JsonNode answer =
                operator.post(Map.of("type", "write", "mbean", tracer, "attribute", attribute, "value", value));
        assertThat(answer.get("status").asInt()).as(attribute).isEqualTo(200);
    }
}
