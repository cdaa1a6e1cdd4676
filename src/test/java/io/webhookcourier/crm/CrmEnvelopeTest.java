package io.webhookcourier.crm;

import static io.webhookcourier.delivery.DeliveryFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.signing.SigningKey;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes of the body, against texts written by hand. */
class CrmEnvelopeTest {

    private static final CrmSettings SETTINGS = new CrmSettings(
            true, "https://crm.example/hook", Set.of("lead_created", "crm_row_updated"), SigningKey.of("s"));

    private CrmRoute route;

    @BeforeEach
    void startRoute() throws Exception {
        route = new CrmRoute(SETTINGS, lead -> Map.of("looked", "up " + lead));
    }

    @AfterEach
    void stopRoute() {
        route.close();
    }

    @Test
    void everyFieldOfThePayloadInTheContractsOrder() {
        String raw = "{\"row\": {\"id\": \"lead_1\", \"tags\": [\"a\", \"b\"]}, \"leadId\": \" lead_1 \","
                + " \"source\": \"inbox\", \"eventId\": \"e-7\", \"dedupeKey\": \"crm:lead_created:ab\","
                + " \"eventType\": \"crm_row_updated\", \"messageId\": \"m-1\", \"occurredAt\": \"2026-02-28T23:59:59Z\","
                + " \"workspaceId\": \"ws_other\", \"changedField\": \"status\", \"unknown\": \"left out\"}";

        assertThat(route.body(event("lead_created", "ws_1", raw)))
                .isEqualTo(
                        "{\"eventId\":\"e-7\",\"eventType\":\"lead_created\",\"occurredAt\":\"2026-02-28T23:59:59Z\","
                                + "\"dedupeKey\":\"crm:lead_created:ab\",\"workspaceId\":\"ws_1\",\"leadId\":\"lead_1\","
                                + "\"messageId\":\"m-1\",\"changedField\":\"status\",\"source\":\"inbox\","
                                + "\"row\":{\"id\":\"lead_1\",\"tags\":[\"a\",\"b\"]}}");
    }

    @Test
    void absentFieldsAreNullOrTheRowsOwn() {
        String raw = "{\"leadId\": \"lead_1\", \"row\": {}, \"eventId\": \" \", \"occurredAt\": \"\", \"source\": 7}";

        assertThat(route.body(event("crm_row_updated", "ws_1", raw)))
                .isEqualTo("{\"eventId\":\"evt_1\",\"eventType\":\"crm_row_updated\","
                        + "\"occurredAt\":\"2026-03-01T10:00:00.120Z\",\"dedupeKey\":null,\"workspaceId\":\"ws_1\","
                        + "\"leadId\":\"lead_1\",\"messageId\":null,\"changedField\":null,\"source\":null,\"row\":{}}");
    }

    @Test
    void digitsEscapesAndUtf8AreKept() {
        String row = "{\"n\":12345678901234567890.12300,\"e\":1E+400,\"s\":\"Zoë \\\"😀\\\" \\u001f\\n\u2028\u007f/\"}";
        String raw = "{\"row\": " + row + ", \"leadId\": \"lëad_😀\", \"source\": \"a\\\"b\\\\c\\n/ü\"}";

        assertThat(route.body(event("lead_created", "ws_1", raw)))
                .isEqualTo("{\"eventId\":\"evt_1\",\"eventType\":\"lead_created\","
                        + "\"occurredAt\":\"2026-03-01T10:00:00.120Z\",\"dedupeKey\":null,\"workspaceId\":\"ws_1\","
                        + "\"leadId\":\"lëad_😀\",\"messageId\":null,\"changedField\":null,"
                        + "\"source\":\"a\\\"b\\\\c\\n/ü\",\"row\":" + row + "}");
    }

    @Test
    void aHundredThousandDigitsAreKept() {
        String row = "{\"n\":" + "7".repeat(100_000) + "}";

        assertThat(route.body(event("lead_created", "ws_1", "{\"leadId\": \"l\", \"row\": " + row + "}")))
                .endsWith("\"row\":" + row + "}");
    }

    @Test
    void aMissingRowIsLookedUpByItsLead() {
        assertThat(route.body(event("lead_created", "ws_1", "{\"leadId\": \" l-1 \", \"row\": null}")))
                .endsWith("\"leadId\":\"l-1\",\"messageId\":null,\"changedField\":null,\"source\":null,"
                        + "\"row\":{\"looked\":\"up l-1\"}}");
    }

    @Test
    void anEnvelopeShowsNoPersonalData() {
        CrmEnvelope envelope =
                new CrmEnvelope("evt_1", "lead_created", "now", null, "ws", "lead", null, null, null, "{\"canary\":1}");

        assertThat(envelope).hasToString("CrmEnvelope[evt_1, lead_created]");
    }
}
