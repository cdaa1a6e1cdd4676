package io.webhookcourier.logging;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.config.Settings;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.Stdout;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What routes log is printed, and holds no secret. */
class RouteLogTest {

    private static final String USERS_SECRET = "users-secret-nobody-may-see";
    private static final String STEPS = """
                  steps:
                    - log:
                        id: log-message
                        message: "looks up ${exchangeProperty.crm.leadId}"
                    - setHeader:
                        id: authorize
                        name: Authorization
                        simple: "Bearer ${properties:users.secret}"
                    - setProperty:
                        id: key
                        name: courierSigningKey
                        simple: "${properties:users.secret}"
                    - setVariable:
                        id: variable
                        name: api-key
                        simple: "${properties:users.secret}"
                    - to:
                        id: log-exchange
                        uri: log
                        parameters:
                          loggerName: com.example.look-up
                          showAll: true
                    - log:
                        id: log-quiet
                        logName: com.example.quiet
                        message: never printed
                    - log:
                        id: log-detail
                        logName: com.example.detail
                        loggingLevel: DEBUG
                        message: printed in detail
            """;

    private static TestDatabase database;
    private static Receiver receiver;
    private static RouteFolder routes;
    private static RunningCourier courier;
    private static String printed;

    @BeforeAll
    static void printWhatADeliveryLogs() throws IOException {
        database = TestDatabase.create();
        receiver = Receiver.start();
        routes = RouteFolder.shipped();
        String lookUp = routes.read("look-up-crm-row.camel.yaml");
        routes.write("look-up-crm-row.camel.yaml", lookUp.replaceFirst("(?s) {6}steps:.*", "") + STEPS);
        Files.writeString(
                routes.workingFolder().resolve("application.properties"),
                "camel.main.tracing=true\ncamel.main.tracingPattern=look-up-crm-row\nusers.secret=" + USERS_SECRET);
        database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
        Map<String, String> levels = Map.of("com.example.quiet", "WARN", "com.example.detail", "DEBUG");
        try (Stdout stdout = new Stdout(new Settings.Log(false, "INFO", levels))) {
            courier = RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder());
            LoggerFactory.getLogger("org.apache.camel.Anything").info("a library at INFO");
            database.insertEvent(row -> row.workspaceId("w").raw("{\"leadId\": \"lead-7\"}"));
            eventually(() -> assertThat(stdout.text()).contains(" delivered  lead_created"));
            printed = stdout.text();
        }
    }

    @AfterAll
    static void stop() {
        courier.close();
        routes.close();
        receiver.close();
        database.close();
    }

    @Test
    void aLogStepIsPrintedUnderItsRoutesName() {
        assertThat(printed).contains(" INFO  look-up-crm-row looks up lead-7");
    }

    @Test
    void aLogEndpointIsPrintedWithTheValuesOfSecretsHidden() {
        assertThat(printed)
                .contains("INFO  com.example.look-up Exchange[")
                .contains("Authorization=(hidden)", "courierSigningKey=(hidden)", "api-key=(hidden)")
                .doesNotContain(USERS_SECRET)
                .doesNotContain(Scene.SECRET);
    }

    @Test
    void camelsTracingIsPrinted() {
        assertThat(printed)
                .containsPattern("INFO  look-up-crm-row\\.camel\\.yaml:\\d+ +\\[look-up-crm-] \\[log\\[looks up");
        assertThat(printed).doesNotContain("MaintenanceRoutes", "[deliver-crm");
    }

    @Test
    void singleLoggersHaveLevelsOfTheirOwn() {
        assertThat(printed)
                .contains("com.example.detail printed in detail")
                .doesNotContain("com.example.quiet never printed");
    }

    @Test
    void librariesLogWhatIsWrongOnly() {
        assertThat(printed).doesNotContain("a library at INFO", " org.apache.camel.");
    }

    @Test
    void theServicesOwnLinesNameNoLogger() {
        assertThat(printed).contains(" INFO  starting   Webhook Courier").doesNotContain(" io.webhookcourier.");
    }
}
