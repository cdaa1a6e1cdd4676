package io.webhookcourier.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    private static final String TIMESTAMP = "2026-03-01T10:00:00.120Z";

    /**
     * Made with OpenSSL 3:
     *
     * <pre>
     * printf '%s' '2026-03-01T10:00:00.120Z.{"eventId":"evt_1","row":null}' | openssl dgst -sha256 -hmac 'whsec_test'
     * </pre>
     */
    @Test
    void theSignatureCoversTimestampDotBody() {
        assertThat(signature("whsec_test", "{\"eventId\":\"evt_1\",\"row\":null}"))
                .isEqualTo("sha256=80c1904c6ea7d84543d7c59a8ea26e67d5f3558080b07661878d0c5a8d928149");
    }

    /** Made with OpenSSL 3: {@code printf '%s' '2026-03-01T10:00:00.120Z.' | openssl dgst -sha256 -hmac 'whsec_test'}. */
    @Test
    void anEmptyBodyIsSignedToo() {
        assertThat(signature("whsec_test", ""))
                .isEqualTo("sha256=ea2934a7598f51667a0c51f7a1f827dfbb13ce29a4f80fee3337baa9f9b657f4");
    }

    /**
     * UTF-8 in key and body, escapes, and a number of many digits. Made with Python 3:
     *
     * <pre>
     * import hmac, hashlib
     * body = r'{"eventId":"evt_1","row":{"name":"Zoë \"Zed\" Ångström 😀","note":"a\\b\n\u0001/","amount":12345678901234567890.1200}}'
     * hmac.new('sécret-ключ'.encode(), ('2026-03-01T10:00:00.120Z.' + body).encode(), hashlib.sha256).hexdigest()
     * </pre>
     */
    @Test
    void keyAndBodyAreTakenAsUtf8() {
        String body = "{\"eventId\":\"evt_1\",\"row\":{\"name\":\"Zoë \\\"Zed\\\" Ångström 😀\","
                + "\"note\":\"a\\\\b\\n\\u0001/\",\"amount\":12345678901234567890.1200}}";

        assertThat(signature("sécret-ключ", body))
                .isEqualTo("sha256=6cb6667b40bfc49b63b064d21baf59fc7beb3d2d3bc44f294e8a14da455804e5");
    }

    private static String signature(String secret, String body) {
        return WebhookSignature.of(SigningKey.of(secret), TIMESTAMP, body.getBytes(StandardCharsets.UTF_8));
    }
}
