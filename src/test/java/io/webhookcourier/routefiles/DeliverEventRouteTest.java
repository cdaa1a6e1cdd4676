package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.attempt.EventRoute;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class DeliverEventRouteTest extends RouteFixture {

    private static final String RAW = "{\"leadId\": \"l\", \"row\": {}}";

    @Test
    void anEventThatWasDeliveredBeforeIsADuplicateAndGoesNowhere() {
        ClaimedEvent event = event(workspace(), RAW);
        DeliveryAttempt attempt = attempt(event);
        new EventRoute(context()).send(attempt, true);

        assertThat(attempt.verdict().outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void anotherEventGoesToItsProvidersRoute() {
        ClaimedEvent event = event(workspace(), RAW);
        DeliveryAttempt attempt = attempt(event);
        Exchange exchange = new EventRoute(context()).send(attempt, false);

        assertThat(exchange.getException()).isNull();
        assertThat(attempt.statusCode()).isEqualTo(200);
        assertThat(receiver.requests(event.id())).hasSize(1);
        assertThat(DATABASE.value("SELECT count(*) FROM courier.delivered_key WHERE dedupe_key = ?", event.dedupeKey()))
                .as("the route stores no key: it is recorded with the row")
                .isEqualTo(0L);
    }
}
