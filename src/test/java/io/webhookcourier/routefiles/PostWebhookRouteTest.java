package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.ReceivedRequest;
import org.junit.jupiter.api.Test;

/** The request, and what error handling makes of its failures. */
class PostWebhookRouteTest extends RouteFixture {

    @Test
    void theBodyIsSignedAndPosted() {
        ClaimedEvent event = event("w", null);
        DeliveryAttempt attempt = post(event, "{\"a\": 1}", receiver.url());

        ReceivedRequest request = receiver.requests(event.id()).get(0);
        assertThat(attempt.statusCode()).isEqualTo(200);
        assertThat(attempt.verdict()).as("no error handling took part").isNull();
        assertThat(request.text()).isEqualTo("{\"a\": 1}");
        assertThat(request.header("x-zrg-signature")).startsWith("sha256=");
    }

    @Test
    void aBodyAboveTheLimitIsNotSent() {
        Verdict verdict =
                post(event("w", null), "x".repeat(1_048_577), receiver.url()).verdict();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.text()).isEqualTo("payload_too_large: 1048577 bytes");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void theStatusOfAReceiverThatRefusesDecides() {
        ClaimedEvent event = event("w", null);
        receiver.answer(
                event.id(), Answer.status(503).header("Retry-After", "7").body("busy"));
        Verdict verdict = post(event, "{}", receiver.url()).verdict();

        assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(verdict.statusCode()).isEqualTo(503);
        assertThat(verdict.text()).isEqualTo("crm_webhook_http_error status=503 body=\"busy\"");
        assertThat(verdict.retryAfter()).hasSeconds(7);
        assertThat(receiver.requests(event.id())).hasSize(1);
    }

    @Test
    void aRequestThatReachedNoReceiverIsRepeatedOnce() {
        Verdict verdict = post(event("w", null), "{}", "http://closed.test:1/").verdict();

        assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(verdict.text()).isEqualTo("crm_webhook_network_error: connection refused");
        assertThat(lookedUp).containsExactly("closed.test", "closed.test");
    }

    @Test
    void aForbiddenAddressIsTerminalAndNotRepeated() {
        Verdict verdict = post(event("w", null), "{}", "http://192.168.0.1/").verdict();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.text()).startsWith("egress_denied: ");
    }

    private DeliveryAttempt post(ClaimedEvent event, String body, String url) {
        return post(attempt(event), body, url);
    }
}
