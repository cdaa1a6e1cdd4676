package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.HandBackException;
import io.webhookcourier.delivery.SendCondition;
import io.webhookcourier.delivery.SignedRequest;
import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.egress.Deliveries.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingRequestTest {

    private RawReceiver receiver;
    private Deliveries deliveries;

    @BeforeEach
    void start() throws Exception {
        receiver = RawReceiver.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nCamelHttpUri: http://evil.example/\r\nSet-Cookie: a=b\r\n\r\n");
        deliveries = Deliveries.with().start();
    }

    @AfterEach
    void stop() throws IOException {
        deliveries.close();
        receiver.close();
    }

    private static Map<String, String> headersOf(String request) {
        Map<String, String> headers = new TreeMap<>();
        request.substring(0, request.indexOf("\r\n\r\n")).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
        });
        return headers;
    }

    @Test
    void onlyListedHeadersLeave() {
        deliveries.deliver(
                receiver.url(),
                Map.ofEntries(
                        Map.entry("content-type", "application/json"),
                        Map.entry("x-zrg-signature", "sha256=00"),
                        Map.entry("X-Custom", "1"),
                        Map.entry("webhook-id", "m1"),
                        Map.entry("traceparent", "00-1-1-01"),
                        Map.entry("CamelSomething", "no"),
                        Map.entry("camelLower", "no"),
                        Map.entry("breadcrumbId", "no"),
                        Map.entry("Host", "evil.example"),
                        Map.entry("Content-Length", "1"),
                        Map.entry("Transfer-Encoding", "chunked"),
                        Map.entry("Connection", "close"),
                        Map.entry("Expect", "100-continue"),
                        Map.entry("Cookie", "a=b"),
                        Map.entry("Proxy-Authorization", "Basic x")),
                Deliveries.BODY);

        assertThat(receiver.requests()).singleElement().satisfies(request -> {
            assertThat(headersOf(request))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "content-type", "application/json",
                            "x-zrg-signature", "sha256=00",
                            "x-custom", "1",
                            "webhook-id", "m1",
                            "traceparent", "00-1-1-01",
                            "host", "127.0.0.1:" + receiver.port(),
                            "content-length", "" + Deliveries.BODY.length(),
                            "connection", "keep-alive",
                            "user-agent", "webhook-courier"));
            assertThat(request).startsWith("POST /hook HTTP/1.1\r\n").endsWith("\r\n\r\n" + Deliveries.BODY);
        });
    }

    @Test
    void headersThatAreConfiguredLeaveToo() throws Exception {
        try (Deliveries configured = Deliveries.with().sending("api-key").start()) {
            configured.deliver(receiver.url(), Map.of("Api-Key", "k", "api-key-2", "no"), Deliveries.BODY);
        }

        assertThat(receiver.requests()).singleElement().satisfies(request -> assertThat(headersOf(request))
                .containsEntry("api-key", "k")
                .doesNotContainKey("api-key-2"));
    }

    @Test
    void whatTheReceiverSaysSteersNoLaterStepAndSetsNoCookie() {
        Result result = deliveries.deliver(receiver.url());
        deliveries.deliver(receiver.url());

        assertThat(result.exchange().getMessage().getHeaders())
                .containsOnlyKeys("CamelHttpResponseCode", "CamelHttpResponseText");
        assertThat(receiver.requests().get(1)).doesNotContainIgnoringCase("cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nx-injected: 1", "a\nb", "a\rb", "a\u0000b", "a\u007fb"})
    void aControlCharacterInAHeaderIsTerminalAndNothingIsSent(String value) {
        Result result = deliveries.deliver(receiver.url(), Map.of("x-custom", value), Deliveries.BODY);

        assertThat(result.failure())
                .isInstanceOf(TerminalFailureException.class)
                .hasMessage("invalid_header: a control character in the name or value of header x-custom");
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void aControlCharacterInAHeadersNameIsTerminalAndNothingIsSent() {
        Result result = deliveries.deliver(receiver.url(), Map.of("x-a\r\nx-b", "1"), Deliveries.BODY);

        assertThat(result.failure()).isInstanceOf(TerminalFailureException.class);
        assertThat(receiver.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"eventId\":\"evt-2\"}", "{\"eventId\":\"evt-1\"} ", "", "{\"eventId\":\"evt-1\""})
    void aBodyOtherThanTheSignedOneIsTerminalAndNotSent(String body) {
        DeliveryAttempt attempt = Deliveries.attempt(Deliveries.LONG, () -> {});
        Result result = deliveries.send("direct:deliver", receiver.url(), signed(attempt), body, attempt);

        assertThat(result.failure())
                .isInstanceOf(TerminalFailureException.class)
                .hasMessageStartingWith("signed_body_changed: ");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void aBodyThatWasCompressedAfterTheSigningIsTerminalAndNotSent() {
        Result result = deliveries.deliver(receiver.url(), Map.of("Content-Encoding", "gzip"), Deliveries.BODY);

        assertThat(result.failure()).isInstanceOf(TerminalFailureException.class);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void theSignedBytesAreSentWhateverTypeTheBodyHas() {
        byte[] bytes = Deliveries.BODY.getBytes(StandardCharsets.UTF_8);
        for (Object body : new Object[] {Deliveries.BODY, bytes, new ByteArrayInputStream(bytes)}) {
            DeliveryAttempt attempt = Deliveries.attempt(Deliveries.LONG, () -> {});
            deliveries.send("direct:deliver", receiver.url(), signed(attempt), body, attempt);
        }

        assertThat(receiver.requests()).hasSize(3).allSatisfy(request -> {
            assertThat(headersOf(request)).containsEntry("content-length", "" + bytes.length);
            assertThat(request).endsWith("\r\n\r\n" + Deliveries.BODY);
        });
    }

    @Test
    void aWorkerThatMayNoLongerSendDoesNotSend() {
        DeliveryAttempt lost = Deliveries.attempt(Deliveries.LONG, () -> {
            throw new HandBackException("heartbeat too old");
        });
        Result result = deliveries.send("direct:deliver", receiver.url(), signed(lost), Deliveries.BODY, lost);

        assertThat(result.failure()).isInstanceOf(HandBackException.class).hasMessage("heartbeat too old");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void whatARequestWasMadeOfIsLookedAtEachTimeItLeaves() {
        List<String> asked = new ArrayList<>();
        DeliveryAttempt attempt = Deliveries.attempt(Deliveries.LONG, () -> asked.add("lease"));
        byte[] body = Deliveries.BODY.getBytes(StandardCharsets.UTF_8);
        SendCondition unchangedOnce = new SendCondition() {
            @Override
            public void renew() {
                asked.add("renew");
                if (asked.size() > 3) {
                    throw new HandBackException("the settings have changed");
                }
            }

            @Override
            public void require() {
                asked.add("require");
            }
        };
        Map<String, Object> request = Map.of(SignedRequest.HEADER, new SignedRequest(attempt, body, unchangedOnce));

        deliveries.send("direct:deliver", receiver.url(), request, body, attempt);
        assertThat(asked).containsExactly("renew", "lease", "require");
        Result again = deliveries.send("direct:deliver", receiver.url(), request, body, attempt);
        assertThat(again.failure()).hasMessage("the settings have changed");
        assertThat(attempt.heldBack()).isSameAs(again.failure());
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void aMessageAfterTheDeliveryIsNotTakenForIt() {
        DeliveryAttempt attempt = Deliveries.attempt(Deliveries.LONG, () -> {});
        attempt.responded(204, null);
        Result result = deliveries.send("direct:deliver", receiver.url(), Map.of(), "another body", attempt);

        assertThat(result.failure()).isNull();
        assertThat(attempt.statusCode()).isEqualTo(204);
    }

    private static Map<String, Object> signed(DeliveryAttempt attempt) {
        return Deliveries.signed(Map.of(), attempt, Deliveries.BODY.getBytes(StandardCharsets.UTF_8));
    }
}
