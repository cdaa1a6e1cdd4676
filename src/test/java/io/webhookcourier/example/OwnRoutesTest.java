package io.webhookcourier.example;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How to test routes of one's own; docs/twelve-edits.md shows this class. */
class OwnRoutesTest {

    @Test
    void theLookedUpLeadIsSentAndSentAgainAfter503() {
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                RouteFolder routes = RouteFolder.copy()) {
            routes.write("look-up-crm-row.camel.yaml", """
                    - route:
                        id: look-up-crm-row
                        from:
                          uri: direct
                          parameters: { name: look-up-crm-row }
                          steps:
                            - toD:
                                id: ask-crm
                                uri: "https://crm.example.com/leads/${exchangeProperty.crm.leadId}?httpMethod=GET"
                            - convertBodyTo: { type: String }
                    """);
            database.insertWorkspace("workspace-1", receiver.url(), "whsec_1", "lead_created");
            try (RunningCourier courier = RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder())) {
                courier.advise("look-up-crm-row", route -> route.weaveById("ask-crm")
                        .replace()
                        .setBody()
                        .simple("{\"name\": \"Ada\", \"lead\": \"${exchangeProperty.crm.leadId}\"}"));
                receiver.answer("second-try", Answer.status(503), Answer.status(200));
                database.insertEvent(row -> row.id("second-try").raw("{\"leadId\": \"lead-7\"}"));

                eventually(() -> assertThat(database.row("second-try")).containsEntry("status", "SUCCEEDED"));
                assertThat(receiver.requests("second-try")).hasSize(2).allSatisfy(request -> assertThat(request.text())
                        .contains("\"lead\":\"lead-7\""));
                assertThat(database.attempts("second-try"))
                        .extracting(attempt -> attempt.get("outcome"))
                        .containsExactly("RETRY", "DELIVERED");
                assertThat(courier.get("/observe/health").statusCode()).isEqualTo(200);
            }
        }
    }
}
