package io.webhookcourier.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of HTTP request headers, separated by commas; none that the service or its HTTP client answers for. */
record HeaderNamesType() implements ValueType<List<String>> {

    /** RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** They frame a message or concern one connection only (RFC 9110, sections 7.2, 7.6.1, 10.1.1 and 11.7). */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> COOKIES = Set.of("cookie", "cookie2", "set-cookie", "set-cookie2");

    @Override
    public List<String> read(String text) {
        return Stream.of(text.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .peek(HeaderNamesType::check)
                .distinct()
                .toList();
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValueException(Shown.quoted(name) + " is not the name of a header");
        }
        String reason = null;
        if (name.startsWith("camel") || name.startsWith("org.apache.camel")) {
            reason = "is Camel's own and never leaves";
        } else if (name.startsWith("content-") || name.equals("user-agent")) {
            reason = "is set by the service";
        } else if (OF_THE_CONNECTION.contains(name)) {
            reason = "belongs to the connection and is set by the HTTP client";
        } else if (COOKIES.contains(name)) {
            reason = "is not sent: a delivery has no session";
        }
        if (reason != null) {
            throw new InvalidValueException(Shown.quoted(name) + " " + reason);
        }
    }

    @Override
    public String accepted() {
        return "names of headers such as api-key, separated by commas; none that begins with content- or camel, and not"
                + " host, user-agent, cookie or one of the connection's";
    }

    @Override
    public String write(List<String> value) {
        return String.join(",", value);
    }
}
