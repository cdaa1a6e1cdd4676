package io.webhookcourier.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers name and value, in order; a name may come twice
 */
public record WebResponse(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    public WebResponse {
        headers = List.copyOf(headers);
    }

    public static WebResponse of(int status, String contentType, byte[] body) {
        return new WebResponse(status, List.of(Map.entry("Content-Type", contentType)), body);
    }

    public static WebResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public static WebResponse html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the browser to another page, by GET (RFC 9110, section 15.4.4). */
    public static WebResponse seeOther(String location) {
        return new WebResponse(303, List.of(Map.entry("Location", location)), NOTHING);
    }

    public static WebResponse noContent() {
        return new WebResponse(204, List.of(), NOTHING);
    }

    /** The same with one more header. */
    public WebResponse with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new WebResponse(status, more, body);
    }

    /** The first value of a header, or null. */
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
