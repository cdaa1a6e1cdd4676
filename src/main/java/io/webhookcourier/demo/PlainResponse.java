package io.webhookcourier.demo;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** An HTTP answer in full: Camel would otherwise send the request's headers back. */
final class PlainResponse {

    private PlainResponse() {}

    /** Ends the text with a line break, for those who read it in a terminal. */
    static void set(Exchange exchange, int status, String contentType, String text) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setBody((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
