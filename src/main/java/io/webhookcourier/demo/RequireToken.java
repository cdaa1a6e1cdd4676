package io.webhookcourier.demo;

import io.webhookcourier.config.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Lets only those pass who present {@code courier.http.token}, where one is set. */
final class RequireToken implements Processor {

    private final Secret token;

    /** @param token null lets everybody pass */
    RequireToken(Secret token) {
        this.token = token;
    }

    @Override
    public void process(Exchange exchange) {
        if (token == null) {
            return;
        }
        String given = inQuery(exchange) ? "" : exchange.getMessage().getHeader("Authorization", "", String.class);
        String expected = "Bearer " + token.reveal();
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) {
            PlainResponse.line(
                    exchange,
                    401,
                    "text/plain; charset=utf-8",
                    "Present courier.http.token in the header Authorization: Bearer <token>.");
            exchange.setRouteStop(true);
        }
    }

    /** Camel makes headers of the query's parameters too; a token has no place in a URL. */
    private static boolean inQuery(Exchange exchange) {
        String query = exchange.getMessage().getHeader(Exchange.HTTP_RAW_QUERY, "", String.class);
        return URLDecoder.decode(query, StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .contains("authorization=");
    }
}
