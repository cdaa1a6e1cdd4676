package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The request line has the URL as stored: signed URLs, routers and caches go by the very characters. */
class StoredUrlTest {

    private static final EgressPolicy WITH_HTTP = new EgressPolicy(true, Deliveries.LOOPBACK, List.of());

    private static RawReceiver receiver;
    private static Deliveries deliveries;

    @BeforeAll
    static void start() throws Exception {
        receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        deliveries = Deliveries.with().start();
    }

    @AfterAll
    static void stop() throws IOException {
        deliveries.close();
        receiver.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/~user/hook?Signature=abc~def-_Key~&Expires=1",
                "/%7euser?sig=%7E%7e",
                "/a%2fb%2Fc?x=%2f%3f&y=%26",
                "/hook?b=2&a=1&b=1&a=2",
                "/hook?a=+&b=%20&c=a+b%2Bc",
                "/hook?",
                "/hook?a",
                "/hook?&&a=&=b",
                "/hook?a=1?b=2/c",
                "/hook;v=1,2/x:y@z!$&'()*+=?q=;,:@!$'()*/",
                "/hook?filter[name]=x&ids[]=1",
                "/hook?RAW(x)=RAW(y)&z=RAW%7Bw%7DRAW(v)",
                "/a/../b/./c//d",
                "//double//slash",
                "/hook?password=secret&token=%25",
                "/hook?throwExceptionOnFailure=false&httpMethod=GET&bridgeEndpoint=true",
                "/hook?exchangePattern=InOnly&followRedirects=true",
                "/%E2%98%83?%e2%98%83",
            })
    void pathAndQueryAreSentAsTheyAreStored(String target) {
        assertThat(requestTarget(target)).isEqualTo(target);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                " -> /",
                "?a=1 -> /?a=1",
                "/hook#fragment -> /hook",
                "/hook?a=1#fragment?b -> /hook?a=1",
                "/a|b?c|d^e -> /a%7Cb?c%7Cd%5Ee",
                "/{a}?{{b}} -> /%7Ba%7D?%7B%7Bb%7D%7D",
                "/\u00fc?\u2603=\ud83d\ude00 -> /%C3%BC?%E2%98%83=%F0%9F%98%80",
                "/100%?a=% -> /100%25?a=%25",
            })
    void whatRfc3986DoesNotLetStandIsEscapedAndAFragmentIsNotSent(String storedAndSent) {
        String[] parts = storedAndSent.split(" -> ");

        assertThat(requestTarget(parts[0])).isEqualTo(parts[1]);
    }

    /** A route's own URL does not pass through {@link EndpointUrl}. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/~a?b=~c&d=%7e", "/hook?"})
    void aUsersRoutesUrlIsSentUnchanged(String target) {
        assertThat(sent("http://127.0.0.1:" + receiver.port() + target)).isEqualTo(target);
    }

    private static String requestTarget(String stored) {
        return sent(EndpointUrl.read("http://127.0.0.1:" + receiver.port() + stored, WITH_HTTP)
                .url()
                .url());
    }

    private static String sent(String url) {
        int before = receiver.requests().size();
        assertThat(deliveries.deliver(url, Map.of(), Deliveries.BODY).failure()).isNull();
        assertThat(receiver.requests()).hasSize(before + 1);
        return receiver.requests().get(before).split(" ", 3)[1];
    }
}
