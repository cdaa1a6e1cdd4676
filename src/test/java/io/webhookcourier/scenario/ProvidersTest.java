package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.ReceivedRequest;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second provider is one file in routes/ and one word in the settings. */
class ProvidersTest {

    private static final Map<String, String> BOTH = Map.of("courier.queue.providers", "CRM,INBOXXIA");

    /** What a user would write. */
    private static final String ROUTE = """
            - route:
                id: %1$s
                description: Posts the payload of an INBOXXIA event unchanged
                from:
                  uri: direct
                  parameters:
                    name: %1$s
                  steps:
                    - setHeader:
                        name: CamelHttpUri
                        expression:
                          constant:
                            expression: %2$s
                    - setProperty:
                        name: courierSigningKey
                        expression:
                          constant:
                            expression: whsec_scenario
                    - to:
                        uri: direct
                        parameters:
                          name: post-webhook
            """;

    @ParameterizedTest
    @ValueSource(strings = {"deliver-INBOXXIA", "deliver-inboxxia"})
    void aFileAddsAProviderWithoutJava(String routeId) throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                RouteFolder routes = RouteFolder.shipped()) {
            routes.write(routeId + ".camel.yaml", ROUTE.formatted(routeId, receiver.url()));
            database.insertWorkspace("w", receiver.url(), Scene.SECRET, "lead_created");
            try (RunningCourier courier = RunningCourier.start(database.jdbcUrl(), BOTH, routes.workingFolder())) {
                receiver.answer("gone", Answer.status(410));
                receiver.answer("busy", Answer.status(503));
                String id = database.insertEvent(
                        row -> row.provider("INBOXXIA").eventType("mail_opened").raw("{\"any\": \"thing\"}"));
                database.insertEvent(row -> row.id("gone").provider("INBOXXIA"));
                database.insertEvent(row -> row.id("busy").provider("INBOXXIA").maxAttempts(1));
                String crm = database.insertEvent(row -> row.workspaceId("w"));

                eventually(() -> {
                    assertThat(database.row(id)).containsEntry("status", "SUCCEEDED");
                    assertThat(database.row(crm)).containsEntry("status", "SUCCEEDED");
                    assertThat(database.row("gone"))
                            .containsEntry("status", "FAILED")
                            .containsEntry("attempts", 1);
                    assertThat(database.row("busy")).containsEntry("lastError", "crm_webhook_http_error status=503");
                });
                ReceivedRequest request = receiver.requests(id).get(0);
                assertThat(request.text()).isEqualTo("{\"any\": \"thing\"}");
                assertThat(request.header("x-zrg-event")).isEqualTo("mail_opened");
                assertThat(request.header("x-zrg-signature"))
                        .isEqualTo(DeliveredTest.signature(request.header("x-zrg-timestamp"), request.body()));
                assertThat(courier.metric(
                                "courier_deliveries_total{outcome=\"delivered\",provider=\"INBOXXIA\",status=\"2xx\"}"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aProviderWithoutARouteIsRefusedAtTheStart() {
        try (TestDatabase database = TestDatabase.create()) {
            assertThatThrownBy(() -> RunningCourier.start(database, BOTH))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("courier.queue.providers names INBOXXIA")
                    .hasMessageContaining("deliver-INBOXXIA");
        }
    }

    @Test
    void aRouteThatTheServiceNeedsIsMissedAtTheStart() {
        try (TestDatabase database = TestDatabase.create();
                RouteFolder routes = RouteFolder.shipped()) {
            routes.write("deliver-event.camel.yaml", "# nothing\n");

            assertThatThrownBy(() -> RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("deliver-event");
        }
    }
}
