package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.AttemptTimeoutException;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.egress.Deliveries.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever follows a status line that came in time, the status decides (contract, sections 2 and 5). */
class ResponseBoundsTest {

    private static Result deliverTo(RawReceiver.Script script) throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> {
                    conversation.readRequest();
                    script.run(conversation);
                });
                Deliveries deliveries =
                        Deliveries.with().within(Deliveries.SHORT).start()) {
            return deliveries.deliver(receiver.url());
        }
    }

    private static Result deliverTo(String answer) throws Exception {
        return deliverTo(conversation -> conversation.write(answer));
    }

    private static void assertDecided(Result result, int status) {
        assertThat(result.failure()).isNull();
        assertThat(result.attempt().statusCode()).isEqualTo(status);
        assertThat(result.millis()).isLessThan(900);
    }

    @Test
    void statusRetryAfterAndBodyAreHandedOver() throws Exception {
        Result result = deliverTo("HTTP/1.1 429 Slow Down\r\nRetry-After: 17\r\nContent-Length: 5\r\n\r\nlater");

        assertDecided(result, 429);
        assertThat(result.attempt().retryAfter()).isEqualTo("17");
        assertThat(result.attempt().responseBody()).isEqualTo("later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void anAnswerWithoutABodyHasNone(String answer) throws Exception {
        Result result = deliverTo(answer);

        assertThat(result.failure()).isNull();
        assertThat(result.attempt().statusCode()).isBetween(200, 204);
        assertThat(result.attempt().responseBody()).isNull();
    }

    @Test
    void anEndlessBodyIsCutAtTheLimit() throws Exception {
        byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                conversation.write(block);
            }
        });

        assertDecided(result, 200);
        assertThat(result.attempt().responseBody()).isEqualTo("x".repeat(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10737418240", "Content-Length: 9223372036854775807"})
    void aHugeBodyIsCutAtTheLimit(String header) throws Exception {
        byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 500 Oops\r\n" + header + "\r\n\r\n");
            while (true) {
                conversation.write(block);
            }
        });

        assertDecided(result, 500);
        assertThat(result.attempt().responseBody()).hasSize(1_000);
    }

    @Test
    void endlessChunksAreCutAtTheLimit() throws Exception {
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                conversation.write("1\r\ny\r\n".repeat(1_000));
            }
        });

        assertDecided(result, 200);
        assertThat(result.attempt().responseBody()).isEqualTo("y".repeat(1_000));
    }

    @Test
    void aBodyThatComesByTheByteIsCutAtTheDeadline() throws Exception {
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            conversation.drip("z", 20);
        });

        assertDecided(result, 200);
        assertThat(result.millis()).isGreaterThanOrEqualTo(390);
        assertThat(result.attempt().responseBody()).matches("z+");
    }

    @Test
    void aBodyThatNeverComesDoesNotChangeTheOutcome() throws Exception {
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            conversation.hang();
        });

        assertDecided(result, 200);
        assertThat(result.attempt().responseBody()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 100|early|early",
                "Content-Length: 3|longer|lon",
                "Content-Length: -1|text|",
                "Content-Length: abc|text|",
                "Content-Length:|text|",
                "Content-Length: 4\\r\\nContent-Length: 5|text|",
                "Content-Length: 99999999999999999999|text|",
                "Transfer-Encoding: chunked|zz\\r\\ntext|",
                "Transfer-Encoding: chunked|4\\r\\ntext|text",
                "Transfer-Encoding: chunked|-4\\r\\ntext|",
                "Transfer-Encoding: chunked|fffffffffffffffff\\r\\ntext|",
                "Transfer-Encoding: gzip|text|",
                "Transfer-Encoding: chunked, chunked|text|",
            })
    void aBodyThatIsBrokenOrBadlyFramedDoesNotChangeTheOutcome(String header, String body, String read)
            throws Exception {
        Result result = deliverTo(
                "HTTP/1.1 200 OK\r\n" + header.replace("\\r\\n", "\r\n") + "\r\n\r\n" + body.replace("\\r\\n", "\r\n"));

        assertDecided(result, 200);
        assertThat(result.attempt().responseBody()).isEqualTo(read);
    }

    @Test
    void aResetWithinTheBodyDoesNotChangeTheOutcome() throws Exception {
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning");
            conversation.reset();
        });

        assertDecided(result, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br"})
    void aCompressedBodyIsNotUnpacked(String encoding) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[8 << 20]);
        }
        try (RawReceiver receiver = new RawReceiver(conversation -> {
                    conversation.readRequest();
                    conversation.write("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: "
                            + bomb.size() + "\r\n\r\n");
                    conversation.write(bomb.toByteArray());
                });
                Deliveries deliveries = Deliveries.with().start()) {
            Exchange lookUp = deliveries
                    .send("direct:look-up", receiver.url(), Map.of(), null, null)
                    .exchange();

            assertThat(lookUp.getException()).isNull();
            assertThat(lookUp.getMessage().getBody(byte[].class)).isEqualTo(bomb.toByteArray());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "text/plain, '41 c3 a9 42', AéB",
        "text/plain;charset=iso-8859-1, '41 e9 42', AéB",
        "text/plain;charset=utf-16be, '00 41 00 e9', Aé",
        "text/plain;charset=nonsense, '41 c3 a9', Aé",
        "text/plain;charset=;;, '41 c3 a9', Aé",
        "';;', '41 c3 a9', Aé",
        "text/plain, '41 ff fe 42', A\uFFFD\uFFFDB",
        "text/plain, '41 00 1b 42', A\uFFFD\u001bB",
        "text/plain, 'ed a0 80', \uFFFD",
        "text/plain;charset=utf-16be, 'd8 00 00 41', \uFFFD",
    })
    void aBodyIsDecodedIntoTextThatPostgresqlTakes(String type, String hex, String text) throws Exception {
        byte[] bytes = new byte[(hex.length() + 1) / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(i * 3, i * 3 + 2), 16);
        }
        Result result = deliverTo(conversation -> {
            conversation.write(
                    "HTTP/1.1 400 No\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            conversation.write(bytes);
        });

        assertDecided(result, 400);
        assertThat(result.attempt().responseBody()).isEqualTo(text);
    }

    @Test
    void theFirstThousandCharactersNeverEndInHalfAPair() throws Exception {
        byte[] body = ("x".repeat(999) + "\uD83D\uDE00".repeat(10)).getBytes(StandardCharsets.UTF_8);
        Result result = deliverTo(conversation -> {
            conversation.write("HTTP/1.1 400 No\r\nContent-Length: " + body.length + "\r\n\r\n");
            conversation.write(body);
        });

        assertThat(result.attempt().responseBody()).isEqualTo("x".repeat(999));
    }

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
