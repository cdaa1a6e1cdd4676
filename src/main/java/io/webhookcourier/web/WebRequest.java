package io.webhookcourier.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A request as it came. Headers are headers and parameters are parameters: neither can pass for the other.
 *
 * @param path as it was sent, percent-coded
 * @param pathParameters by their names, decoded; empty unless a route was matched
 * @param query as it was sent, or null
 * @param header a header's value by its name, in any case; null when it is absent
 * @param authority what the client takes this host for, the Host header; null when it says nothing
 * @param remoteAddress the client's address
 * @param user whom the proxy in front has named, in {@code courier.http.user-header}; null when it has not
 * @param body in whole; empty when there is none
 */
public record WebRequest(
        String method,
        String path,
        Map<String, String> pathParameters,
        String query,
        String authority,
        String remoteAddress,
        UnaryOperator<String> header,
        String user,
        byte[] body) {

    /** Null when it is absent. */
    public String headerValue(String name) {
        return header.apply(name);
    }

    /**
     * The caller, for the audit log. The token names no user: the proxy in front may, else callers name themselves, and the address
     * is what is known.
     *
     * @param said what the caller calls themselves; null or blank when they do not
     * @param through such as {@code API}
     */
    public String operator(String said, String through) {
        String from = through + " from " + remoteAddress;
        if (user != null) {
            return user + " (named by the proxy, " + from + ")";
        }
        return said == null || said.isBlank() ? from : said.strip() + " (" + from + ")";
    }

    /** Whether the method promises to change nothing (RFC 9110, section 9.2.1). */
    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** What is in the path where its route says {@code :name}, decoded. */
    public String pathParameter(String name) {
        return pathParameters.get(name);
    }

    /**
     * The parameters of the query.
     *
     * @throws BadRequestException when it is not percent-coded properly, or one comes twice: of two, others may read the
     *     other one
     */
    public Map<String, String> parameters() {
        return pairs(query);
    }

    /** The fields of a form, as {@link #parameters()}. */
    public Map<String, String> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    /** A cookie's value. */
    public Optional<String> cookie(String name) {
        String cookies = headerValue("Cookie");
        if (cookies == null) {
            return Optional.empty();
        }
        for (String pair : cookies.split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                return Optional.of(pair.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** Whether the body's Content-Type is this type, with any parameters. */
    public boolean hasContentType(String type) {
        String value = headerValue("Content-Type");
        return value != null && value.split(";", 2)[0].strip().equalsIgnoreCase(type);
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (text != null) {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                    if (pairs.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                        throw new BadRequestException(name + " comes twice; once is accepted");
                    }
                }
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("the URL or the form is not percent-coded properly");
        }
    }

    /** Without headers and parameters, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
