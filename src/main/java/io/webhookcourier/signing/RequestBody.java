package io.webhookcourier.signing;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/** The message's body as the bytes that will be sent: text as UTF-8, anything else as Camel converts it. */
final class RequestBody {

    private RequestBody() {}

    /** Turns the body into bytes, in the message too, so that all who come later see the same ones. */
    static byte[] of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        byte[] bytes = body instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : exchange.getMessage().getBody(byte[].class);
        if (bytes == null) {
            throw new IllegalStateException("the body cannot be sent: it must be text or bytes, but is "
                    + (body == null ? "absent" : body.getClass().getName()));
        }
        exchange.getMessage().setBody(bytes);
        return bytes;
    }
}
