package io.webhookcourier.egress;

import static io.webhookcourier.egress.SingleResponse.assertDecided;
import static io.webhookcourier.egress.SingleResponse.deliverTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.AttemptTimeoutException;
import io.webhookcourier.egress.Deliveries.Result;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status line that came in time decides, whatever the headers are (contract, section 5). */
class ResponseHeadTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y\r\n",
                "no colon at all\r\n\r\n",
                "\u0000\u0001\u0002",
                ": empty\r\n\r\n",
                "X: y",
            })
    void aStatusLineDecidesEvenWhenTheHeadersBreakOff(String headers) throws Exception {
        assertDecided(deliverTo("HTTP/1.1 200 OK\r\n" + headers), 200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"X-Policy: ", "X-Policy: a\r\n "})
    void aHeaderLineThatIsTooLongIsReadOver(String beginning) throws Exception {
        String header = beginning + "v".repeat(100_000) + "\r\n";
        Result result =
                deliverTo("HTTP/1.1 503 Busy\r\n" + header + "Retry-After: 120\r\nContent-Length: 5\r\n\r\nlater");

        assertThat(result.attempt().statusCode()).isEqualTo(503);
        assertThat(result.attempt().retryAfter()).isEqualTo("120");
        assertThat(result.attempt().responseBody()).isEqualTo("later");
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 150, 3_000})
    void headersAboveTheNumberThatIsKeptAreReadOver(int number) throws Exception {
        StringBuilder answer = new StringBuilder("HTTP/1.1 503 Busy\r\n");
        for (int i = 0; i < number; i++) {
            answer.append("X-H").append(i).append(": v\r\n");
        }
        Result result =
                deliverTo(answer + "Retry-After: 120\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nlater\r\n0\r\n\r\n");

        assertDecided(result, 503);
        assertThat(result.attempt().retryAfter()).isEqualTo("120");
        assertThat(result.attempt().responseBody()).isEqualTo("later");
    }

    @Test
    void whatWasReadCountsWhenTheHeadersHaveNoEnd() throws Exception {
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n");
            while (true) {
                conversation.write("X-Header: value\r\n".repeat(50));
            }
        });

        assertDecided(result, 503);
        assertThat(result.attempt().retryAfter()).isEqualTo("120");
    }

    @Test
    void whatWasReadCountsWhenTheConnectionBreaksWithinTheHeaders() throws Exception {
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n");
            conversation.hang();
        });

        assertThat(result.attempt().statusCode()).isEqualTo(503);
        assertThat(result.attempt().retryAfter()).isEqualTo("120");
    }

    @Test
    void aLineThatIsNoHeaderIsReadOverAndTheConnectionNotUsedAgain() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(
                        "HTTP/1.1 429 No\r\nno colon at all\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nok");
                Deliveries deliveries = Deliveries.with().start()) {
            for (int i = 0; i < 2; i++) {
                Result result = deliveries.deliver(receiver.url());
                assertThat(result.attempt().retryAfter()).isEqualTo("7");
                assertThat(result.attempt().responseBody()).isEqualTo("ok");
            }
            assertThat(receiver.connections()).isEqualTo(2);
        }
    }

    @Test
    void aStatusLineDecidesEvenWhenTheHeadersHaveNoEnd() throws Exception {
        assertDecided(
                deliverTo(conversation -> {
                    conversation.write("HTTP/1.1 503 Busy\r\n");
                    while (true) {
                        conversation.write("X-Header: value\r\n".repeat(50));
                    }
                }),
                503);
        assertDecided(
                deliverTo(conversation -> {
                    conversation.write("HTTP/1.1 503 Busy\r\nX-Header: ");
                    while (true) {
                        conversation.write("value".repeat(500));
                    }
                }),
                503);
    }

    @Test
    void aStatusLineDecidesEvenWhenTheHeadersComeByTheByte() throws Exception {
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 200 OK\r\n");
            conversation.drip("X: y\r\n", 20);
        });

        assertDecided(result, 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "garbage\r\n\r\n",
                "<html>hello</html>",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 OK 200\r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 099 Odd\r\n\r\n",
                "HTTP/1.1 000 Odd\r\n\r\n",
                "HTTP/1.1 2000 Odd\r\n\r\n",
                "HTTP/1.1 -20 Odd\r\n\r\n",
                "HTTP/1.1 +20 Odd\r\n\r\n",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK",
                "HTTP/2.0 200 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
            })
    void whatIsNoHttpAnswerIsAnIoFailure(String answer) throws Exception {
        Result result = deliverTo(answer);

        assertThat(result.failure())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AttemptTimeoutException.class)
                .isNotInstanceOf(KeptConnectionClosedException.class);
        assertThat(result.attempt().statusCode()).isNull();
    }

    @Test
    void interimAnswersBeforeTheAnswerAreSkipped() throws Exception {
        Result result = deliverTo("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        assertDecided(result, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing"})
    void interimAnswersWithoutEndAreAFailure(String status) throws Exception {
        Result result = deliverTo(conversation -> {
            while (true) {
                conversation.write(("HTTP/1.1 " + status + "\r\n\r\n").repeat(20));
            }
        });

        assertThat(result.failure()).hasMessageContaining("more than 20 interim answers");
        assertThat(result.millis()).isLessThan(390);
    }

    @Test
    void anUnrequestedProtocolSwitchIsAnOrdinaryResponse() throws Exception {
        assertDecided(
                deliverTo("HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n"), 101);
    }
}
