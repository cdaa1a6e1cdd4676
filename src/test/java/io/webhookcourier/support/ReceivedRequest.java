package io.webhookcourier.support;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param headers by name, whose case does not count when they are looked up; names keep the case they came in
 * @param body the very bytes
 */
public record ReceivedRequest(String method, String path, Map<String, String> headers, byte[] body) {

    public String header(String name) {
        return headers.get(name);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
