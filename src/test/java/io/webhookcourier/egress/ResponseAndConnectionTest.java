package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.egress.Deliveries.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses on connections that are used again, and of requests that are no deliveries. */
class ResponseAndConnectionTest {

    @Test
    void anAnswerThatComesBeforeTheRequestIsWrittenWholeCounts() throws Exception {
        String large = "x".repeat(8 << 20);
        try (RawReceiver receiver = new RawReceiver(conversation -> {
                    conversation.socket().getInputStream().read();
                    conversation.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    conversation.socket().shutdownOutput();
                    conversation.socket().getInputStream().readNBytes(1 << 20);
                });
                Deliveries deliveries = Deliveries.with().start()) {
            Result result = deliveries.deliver(receiver.url(), Map.of(), large);

            assertThat(result.attempt().statusCode()).isEqualTo(413);
        }
    }

    @Test
    void aConnectionWhoseAnswerWasLongerThanItSaidIsNotUsedAgain() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Forged\r\nContent-Length: 0\r\n\r\n");
                Deliveries deliveries = Deliveries.with().start()) {
            for (int i = 0; i < 5; i++) {
                assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                        .isEqualTo(200);
            }
            assertThat(receiver.connections()).isEqualTo(5);
        }
    }

    @Test
    void aLookUpBeforeTheDeliveryLeavesNoTraceInTheAttempt() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                Deliveries deliveries = Deliveries.with().start()) {
            DeliveryAttempt attempt = Deliveries.attempt(Deliveries.LONG, () -> {});
            Result result = deliveries.send("direct:look-up", receiver.url(), Map.of(), null, attempt);

            assertThat(result.exchange().getMessage().getBody(String.class)).isEqualTo("{}");
            assertThat(attempt.statusCode()).isNull();
            assertThat(attempt.responseBody()).isNull();
        }
    }

    @Test
    void aLookUpWhoseAnswerIsTooLargeFailsAndIsNotCut() throws Exception {
        String large = "x".repeat(Deliveries.RESPONSE_LIMIT + 1);
        try (RawReceiver receiver = RawReceiver.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + large.length() + "\r\n\r\n" + large);
                Deliveries deliveries = Deliveries.with().start()) {
            assertThat(deliveries
                            .send("direct:look-up", receiver.url(), Map.of(), null, null)
                            .failure())
                    .hasMessage("response larger than 16384 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_023, 1_024, 1_025, 4_096, 16_383, 16_384})
    void aBodyWithinTheLimitIsReadWholeAndTheConnectionKept(int length) throws Exception {
        String body = "b".repeat(length);
        try (RawReceiver receiver =
                        RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body);
                Deliveries deliveries = Deliveries.with().start()) {
            for (int i = 0; i < 2; i++) {
                Result result = deliveries.send("direct:look-up", receiver.url(), Map.of(), null, null);
                assertThat(result.exchange().getMessage().getBody(String.class)).isEqualTo(body);
            }
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }
}
