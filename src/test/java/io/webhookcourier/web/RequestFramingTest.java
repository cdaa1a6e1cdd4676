package io.webhookcourier.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.RawHttp;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a proxy in front could read differently are refused on both ports, and nothing behind them is read. */
class RequestFramingTest {

    /** Would be a second answer if the first request's end were read as an attacker wants. */
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    private static TestDatabase database;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        courier = RunningCourier.start(database, Map.of());
    }

    @AfterAll
    static void stop() {
        courier.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: 5|Transfer-Encoding: chunked||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: xchunked||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked, identity||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: gzip, chunked||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding : chunked||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: \u000bchunked||0||",
                "POST {} HTTP/1.0|Host: 127.0.0.1|Transfer-Encoding: chunked||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked\t||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding:\tchunked||0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: 0\t||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: 0|Content-Length: 5||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: 0, 0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: +0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: -1||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: 0x5||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Length: 99999999999999999999||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||5;a=\"\r\n\"|hello|0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||5;a\n|hello|0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||5 ;a=b|hello|0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||0x5|hello|0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||+5|hello|0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||fffffffff|hello|0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||5|helloX|0||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Transfer-Encoding: chunked||0|Host: evil||",
                "GET {} HTTP/1.1|Host: 127.0.0.1|Host: evil||",
                "GET {} HTTP/1.1||",
                "GET {} HTTP/1.1|Host: 127.0.0.1|Authorization: Bearer a|authorization: Bearer b||",
                "GET {} HTTP/1.1|Host: 127.0.0.1|Origin: http://127.0.0.1|Origin: http://evil.example||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Content-Type: application/json|Content-Type: text/plain||",
                "POST {} HTTP/1.1|Host: 127.0.0.1|Idempotency-Key: a|Idempotency-Key: b||",
                "GET {} HTTP/1.1|Host: 127.0.0.1| folded: yes||",
                "GET {} HTTP/1.1|Host: 127.0.0.1|no colon||",
                "GET {} HTTP/1.1|Host: 127.0.0.1|X: a\u0000b||",
                "GET {} HTTP/1.1\nHost: 127.0.0.1\n\n",
                "GET {} HTTP/1.1|Host: 127.0.0.1|X: a\rY: b||",
                "GET  {} HTTP/1.1|Host: 127.0.0.1||",
                "GET {}  HTTP/1.1|Host: 127.0.0.1||",
                "GET {} HTTP/2.0|Host: 127.0.0.1||",
                "GET {} HTTP/1.1 |Host: 127.0.0.1||",
                "GET {}|",
                "PRI * HTTP/2.0||SM||",
                "GET http://evil.example{} HTTP/1.1|Host: 127.0.0.1||",
                "OPTIONS * HTTP/1.1|Host: 127.0.0.1||",
                "CONNECT evil.example:443 HTTP/1.1|Host: 127.0.0.1||",
                "GET /x/..{} HTTP/1.1|Host: 127.0.0.1||",
                "GET /x/%2E%2e{} HTTP/1.1|Host: 127.0.0.1||",
                "GET /.{} HTTP/1.1|Host: 127.0.0.1||",
                "GET /{} HTTP/1.1|Host: 127.0.0.1||",
                "GET {}\\x HTTP/1.1|Host: 127.0.0.1||",
                "GET {}#x HTTP/1.1|Host: 127.0.0.1||",
                "GET {}/%zz HTTP/1.1|Host: 127.0.0.1||",
                "GET {}/%00 HTTP/1.1|Host: 127.0.0.1||",
                "|GET {} HTTP/1.1|Host: 127.0.0.1||"
            })
    void whatTwoParsersCouldReadDifferentlyIsRefusedOnce(String request) {
        for (String[] port :
                new String[][] {{courier.url(), "/api/v1/overview"}, {courier.managementUrl(), "/observe/health/live"}
                }) {
            String bytes = request.replace("{}", port[1]).replace("|", "\r\n") + SMUGGLED;

            List<Integer> statuses = RawHttp.to(port[0]).statuses(bytes);
            // A request may have been refused for its method before its second chunk came.
            assertThat(statuses).as(port[0]).hasSize(1).allMatch(status -> status == 400 || status == 405);
        }
    }

    @Test
    void whatEveryParserReadsAlikeIsAnsweredInOrder() {
        RawHttp api = RawHttp.to(courier.url());
        String host = "Host: 127.0.0.1\r\n";
        String chunked = "POST /api/v1/replays/preview HTTP/1.1\r\n" + host
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1;a=b;c=\"d e\"\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
        String sized = "POST /api/v1/replays/preview HTTP/1.1\r\n" + host
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        String last = "GET /api/v1/nothing HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n";

        assertThat(api.statuses(chunked + sized + chunked + last)).containsExactly(200, 200, 200, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET {} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n",
                "HEAD {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive, Close\r\n\r\n"
            })
    void nothingIsReadAfterTheRequestThatIsTheLastOne(String request) {
        String last = request.replace("{}", "/api/v1/overview");

        assertThat(RawHttp.to(courier.url()).statuses(last + SMUGGLED)).containsExactly(200);
        assertThat(RawHttp.to(courier.url()).statuses(last + "no request\r\n\r\n"))
                .containsExactly(200);
    }

    @Test
    void aRefusedRequestForAHeadIsAnsweredWithOneOnly() {
        byte[] answer = RawHttp.to(courier.url())
                .send("HEAD /../x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(new String(answer, StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void http2WithoutTlsIsNotSpokenOnEitherPort() {
        String upgrade = " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n"
                + "GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

        assertThat(RawHttp.to(courier.url()).statuses("GET /api/v1/overview" + upgrade))
                .containsExactly(200, 404);
        assertThat(RawHttp.to(courier.managementUrl()).statuses("GET /observe/health/live" + upgrade))
                .containsExactly(200, 404);
    }

    @Test
    void aHeadThatIsTooLongIsRefused() {
        String head = "GET /api/v1/overview HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";

        assertThat(RawHttp.to(courier.url()).statuses(head)).containsExactly(400);
    }
}
