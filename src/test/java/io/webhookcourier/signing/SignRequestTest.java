package io.webhookcourier.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.DeliveryFixtures;
import io.webhookcourier.delivery.SignedRequest;
import io.webhookcourier.delivery.TerminalFailureException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignRequestTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.120456Z");
    private static final String BODY = "{\"name\":\"Zoë 😀\"}";

    private final SigningKey key = SigningKey.of("whsec_test");
    private final SignRequest sign = new SignRequest("x-zrg-", "Webhook-Courier/1.0", InstantSource.fixed(NOW));
    private final DeliveryAttempt attempt = DeliveryFixtures.attempt();

    @Test
    void theContractsHeadersAreSetAndNoOthers() {
        Exchange exchange = exchange(BODY);
        exchange.setProperty(SignRequest.EVENT_TYPE_PROPERTY, "crm_row_updated");

        sign.process(exchange);

        Map<String, Object> headers = new TreeMap<>(exchange.getMessage().getHeaders());
        assertThat(headers.remove(SignedRequest.HEADER)).as("stays inside").isNotNull();
        assertThat(headers)
                .isEqualTo(Map.of(
                        "content-type",
                        "application/json",
                        "user-agent",
                        "Webhook-Courier/1.0",
                        "x-zrg-delivery-id",
                        "evt_1",
                        "x-zrg-event",
                        "crm_row_updated",
                        "x-zrg-signature",
                        WebhookSignature.of(key, "2026-03-01T10:00:00.120Z", BODY.getBytes(StandardCharsets.UTF_8)),
                        "x-zrg-signature-algorithm",
                        "hmac-sha256",
                        "x-zrg-timestamp",
                        "2026-03-01T10:00:00.120Z"));
    }

    @Test
    void withoutACheckedEventTypeTheRowsIsSent() {
        Exchange exchange = exchange(BODY);

        sign.process(exchange);

        assertThat(exchange.getMessage().getHeader("x-zrg-event")).isEqualTo("lead_created");
    }

    @Test
    void theHeaderPrefixIsASetting() {
        Exchange exchange = exchange(BODY);

        new SignRequest("x-acme-", "Acme", InstantSource.fixed(NOW)).process(exchange);

        assertThat(exchange.getMessage().getHeaders())
                .containsKeys("x-acme-signature", "x-acme-timestamp", "x-acme-delivery-id", "x-acme-event")
                .doesNotContainKey("x-zrg-signature");
    }

    @Test
    void theDestinationIsSetUnlessTheRouteHasSetOne() {
        Exchange exchange = exchange(BODY);
        exchange.setProperty(SignRequest.DESTINATION_PROPERTY, "https://crm.example/hook");
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "left=over");
        sign.process(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_URI)).isEqualTo("https://crm.example/hook");
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_QUERY)).isNull();

        Exchange own = exchange(BODY);
        own.setProperty(SignRequest.DESTINATION_PROPERTY, "https://crm.example/hook");
        own.getMessage().setHeader(Exchange.HTTP_URI, "https://staging.example/hook");
        sign.process(own);
        assertThat(own.getMessage().getHeader(Exchange.HTTP_URI)).isEqualTo("https://staging.example/hook");
    }

    @Test
    void theBodyBecomesTheVeryBytesThatWereSigned() {
        byte[] utf8 = BODY.getBytes(StandardCharsets.UTF_8);

        for (Object body : List.of(BODY, utf8, new ByteArrayInputStream(utf8))) {
            Exchange exchange = exchange(body);
            sign.process(exchange);

            SignedRequest signed = exchange.getMessage().getHeader(SignedRequest.HEADER, SignedRequest.class);
            assertThat(exchange.getMessage().getBody()).isSameAs(signed.body());
            assertThat(signed.body()).isEqualTo(utf8);
            assertThat(signed.attempt()).isSameAs(attempt);
        }
    }

    @Test
    void aSecondSignatureCarriesAFreshTimestamp() {
        Iterator<Instant> clock = List.of(NOW, NOW.plusSeconds(60)).iterator();
        SignRequest signLater = new SignRequest("x-zrg-", "Courier", clock::next);
        Exchange exchange = exchange(BODY);

        signLater.process(exchange);
        Object first = exchange.getMessage().getHeader("x-zrg-signature");
        signLater.process(exchange);

        assertThat(exchange.getMessage().getHeader("x-zrg-timestamp")).isEqualTo("2026-03-01T10:01:00.120Z");
        assertThat(exchange.getMessage().getHeader("x-zrg-signature")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nx-admin: 1", "a\nb", "a\rb", "a\0b", "a\tb", "\u007f", "größer", "😀"})
    void whatCannotStandInAHeaderIsTerminal(String value) {
        Exchange exchange = exchange(BODY);
        exchange.setProperty(SignRequest.EVENT_TYPE_PROPERTY, value);

        assertThatThrownBy(() -> sign.process(exchange))
                .isInstanceOf(TerminalFailureException.class)
                .hasMessageStartingWith("invalid_header x-zrg-event: ");
        assertThat(exchange.getMessage().getHeader(SignedRequest.HEADER)).isNull();
    }

    @Test
    void aDeliveryIdWithALineBreakIsTerminal() {
        ClaimedEvent event = new ClaimedEvent("a\r\nb", "CRM", "lead_created", "k", "w", null, 1, 8, NOW, NOW, "owner");
        Exchange exchange = exchange(BODY);
        exchange.setProperty(DeliveryAttempt.PROPERTY, DeliveryFixtures.attempt(event));

        assertThatThrownBy(() -> sign.process(exchange))
                .isInstanceOf(TerminalFailureException.class)
                .hasMessageStartingWith("invalid_header x-zrg-delivery-id: ");
    }

    @Test
    void signingWithoutKeyAttemptOrBodyIsReported() {
        Exchange noKey = exchange(BODY);
        noKey.removeProperty(SignRequest.KEY_PROPERTY);
        Exchange noAttempt = exchange(BODY);
        noAttempt.removeProperty(DeliveryAttempt.PROPERTY);

        assertThatThrownBy(() -> sign.process(noKey)).hasMessageContaining("courierSigningKey");
        assertThatThrownBy(() -> sign.process(noAttempt)).hasMessageContaining("courierAttempt");
        assertThatThrownBy(() -> sign.process(exchange(null))).hasMessageContaining("absent");
        assertThatThrownBy(() -> sign.process(exchange(new Object()))).hasMessageContaining("java.lang.Object");
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        exchange.setProperty(DeliveryAttempt.PROPERTY, attempt);
        exchange.setProperty(SignRequest.KEY_PROPERTY, key);
        return exchange;
    }
}
