package io.webhookcourier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Payloads may hold personal data: what a log line prints of an event names it and shows nothing of them. */
class PayloadsOutOfLogsTest {

    private final ClaimedEvent event =
            DeliveryFixtures.event("lead_created", "ws_1", null).withRaw("{\"email\": \"ada@crm.test\"}");

    @Test
    void anEventIsNamedWithoutItsPayload() {
        assertThat(event.raw()).contains("ada@crm.test");
        assertThat(event).hasToString("ClaimedEvent[evt_1, CRM, lead_created, attempt 1 of 8]");
    }

    @Test
    void aSignedRequestIsNamedWithoutItsBody() {
        DeliveryAttempt attempt = DeliveryFixtures.attempt(event);
        byte[] body = event.raw().getBytes(StandardCharsets.UTF_8);
        SignedRequest request = new SignedRequest(attempt, body, SendCondition.NONE);

        assertThat(request).hasToString("SignedRequest[evt_1]");
        assertThat(request.attempt()).isSameAs(attempt);
        assertThat(request.body()).as("the bytes that were signed").isSameAs(body);
    }
}
