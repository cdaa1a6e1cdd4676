package io.webhookcourier.demo;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** An HTTP answer in full: Camel would otherwise send the request's headers back. */
final class PlainResponse {

    private PlainResponse() {}

    /** As {@link #set}, with a line break at the end for those who read it in a terminal. */
    static void line(Exchange exchange, int status, String contentType, String text) {
        set(exchange, status, contentType, text + "\n");
    }

    static void set(Exchange exchange, int status, String contentType, String text) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setBody(text.getBytes(StandardCharsets.UTF_8));
    }
}
