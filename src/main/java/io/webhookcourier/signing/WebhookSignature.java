package io.webhookcourier.signing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;

/**
 * The signature that a receiver checks: {@code sha256=<hex of HMAC-SHA256(secret, timestamp + "." + body)>} over the
 * body's very bytes (contract, section 5; HMAC as in RFC 2104).
 */
public final class WebhookSignature {

    private static final HexFormat HEX = HexFormat.of();

    private WebhookSignature() {}

    /** @param timestamp the value of the request's timestamp header */
    public static String of(SigningKey key, String timestamp, byte[] body) {
        Mac mac = key.mac();
        mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '.');
        return "sha256=" + HEX.formatHex(mac.doFinal(body));
    }
}
