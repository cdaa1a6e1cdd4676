package io.webhookcourier.egress;

import static io.webhookcourier.egress.SingleResponse.assertDecided;
import static io.webhookcourier.egress.SingleResponse.deliverTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.egress.Deliveries.Result;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body changes nothing about the status that came before it, and is read within bounds (contract, sections 2 and 5). */
class ResponseBodyTest {

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
}
