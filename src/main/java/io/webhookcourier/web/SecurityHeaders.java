package io.webhookcourier.web;

import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;

/** What every answer tells the browser, so that no other site can frame it, load it or learn where it was. */
public final class SecurityHeaders {

    private static final List<Map.Entry<String, String>> ALWAYS = List.of(
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-Frame-Options", "DENY"),
            // With no-referrer, browsers would send forms with the origin null.
            Map.entry("Referrer-Policy", "same-origin"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"));

    private SecurityHeaders() {}

    /** @param contentPolicy what the page may load, for {@code Content-Security-Policy} */
    public static void put(HttpServerResponse response, String contentPolicy) {
        response.putHeader("Content-Security-Policy", contentPolicy);
        ALWAYS.forEach(header -> response.putHeader(header.getKey(), header.getValue()));
    }
}
