package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliverCrmRouteTest extends RouteFixture {

    @Test
    void anEventThatPassesTheChecksIsPosted() {
        ClaimedEvent event = event(workspace(), "{\"leadId\": \"l\", \"row\": {\"n\": 1.0}}");
        DeliveryAttempt attempt = attempt(event);
        send("deliver-crm", attempt, Map.of());

        assertThat(attempt.statusCode()).isEqualTo(200);
        assertThat(receiver.requests(event.id()).get(0).text()).endsWith("\"row\":{\"n\":1.0}}");
    }

    @Test
    void aCheckThatFailsEndsTheRoute() {
        Verdict skipped = verdict("deliver-crm", event("nobody", "{}"));
        assertThat(skipped.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(skipped.text()).isEqualTo("disabled");

        Verdict failed = verdict("deliver-crm", event(workspace(), "{}"));
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.text()).isEqualTo("missing_lead_id");
        assertThat(receiver.requests()).isEmpty();
    }
}
