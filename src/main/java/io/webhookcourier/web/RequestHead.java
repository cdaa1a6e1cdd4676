package io.webhookcourier.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The head of an HTTP/1.1 request, read more strictly than RFC 9112 demands of a server: anything that a proxy in front could
 * read differently is refused.
 *
 * @param bodyLength in bytes; {@link #CHUNKED} when the body's chunks say
 * @param last whether no further request follows on the connection
 */
record RequestHead(long bodyLength, boolean last) {

    static final long CHUNKED = -1;

    private static final int MOST_HEADERS = 100;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE = Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e]+) HTTP/1\\.([01])");
    private static final Pattern HEADER = Pattern.compile("(" + TOKEN + "):([\\t\\x20-\\x7e\\x80-\\xff]*)");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /** Each percent sign begins an octet other than NUL. */
    private static final Pattern PERCENT_CODED = Pattern.compile("([^%]|%(?!00)[0-9A-Fa-f]{2})*+");

    /** Beside those that say where the request ends. Of two that differ, a proxy may go by the other one. */
    private static final Set<String> ONCE = Set.of(
            "authorization",
            "content-encoding",
            "content-type",
            "expect",
            "forwarded",
            "idempotency-key",
            "origin",
            "sec-fetch-mode",
            "sec-fetch-site",
            "x-forwarded-proto");

    private static final Pattern DOTS = Pattern.compile("(?i)(\\.|%2e){1,2}");

    /** @param head up to the empty line, which ends it, in ISO-8859-1 */
    static RequestHead parse(String head) throws RefusedHeadException {
        List<String> lines = List.of(head.split("\r\n"));
        var requestLine = REQUEST_LINE.matcher(lines.get(0));
        if (!requestLine.matches()) {
            throw new RefusedHeadException("The request line is not valid HTTP/1.1.");
        }
        checkTarget(requestLine.group(2));
        boolean older = requestLine.group(3).equals("0");
        Framing framing = new Framing();
        for (String line : lines.subList(1, lines.size())) {
            framing.add(line);
        }
        return framing.head(older, lines.size() - 1);
    }

    private static void checkTarget(String target) throws RefusedHeadException {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/") || target.indexOf('#') >= 0 || path.indexOf('\\') >= 0) {
            throw new RefusedHeadException("The request's target is not a path that begins with a slash.");
        }
        if (!PERCENT_CODED.matcher(path).matches()) {
            throw new RefusedHeadException("The request's path is not percent-encoded properly.");
        }
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].isEmpty() && i < segments.length - 1
                    || DOTS.matcher(segments[i]).matches()) {
                throw new RefusedHeadException("The request's path has an empty segment or a dot segment.");
            }
        }
    }

    /** What the headers say about where the request ends, and whom it is for. */
    private static final class Framing {

        private String length;
        private String coding;
        private String host;
        private String connection = "";
        private final Set<String> seen = new HashSet<>();

        void add(String line) throws RefusedHeadException {
            var header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new RefusedHeadException("A header is not valid HTTP/1.1.");
            }
            String value = header.group(2).strip();
            String name = header.group(1).toLowerCase(Locale.ROOT);
            switch (name) {
                case "host" -> host = only(host, value, "Host");
                case "content-length" -> length = only(length, withoutTab(header.group(2), value), "Content-Length");
                case "transfer-encoding" ->
                    coding = only(coding, withoutTab(header.group(2), value), "Transfer-Encoding");
                case "connection" -> connection += "," + value.toLowerCase(Locale.ROOT);
                default -> {
                    if (ONCE.contains(name) && !seen.add(name)) {
                        throw twice(header.group(1));
                    }
                }
            }
        }

        RequestHead head(boolean older, int headers) throws RefusedHeadException {
            if (headers > MOST_HEADERS) {
                throw new RefusedHeadException("The request has more than " + MOST_HEADERS + " headers.");
            }
            if (host == null && !older) {
                throw new RefusedHeadException("The request names no host: send a Host header.");
            }
            if (coding != null) {
                if (length != null || older || !coding.equalsIgnoreCase("chunked")) {
                    throw new RefusedHeadException(
                            "Transfer-Encoding: chunked is accepted, in HTTP/1.1 and without a Content-Length.");
                }
                return new RequestHead(CHUNKED, isLast(older));
            }
            if (length != null && !LENGTH.matcher(length).matches()) {
                throw new RefusedHeadException("Content-Length is not a number of bytes.");
            }
            return new RequestHead(length == null ? 0 : Long.parseLong(length), isLast(older));
        }

        private boolean isLast(boolean older) {
            List<String> options = List.of(connection.split("[\\s,]+"));
            return options.contains("close") || older && !options.contains("keep-alive");
        }

        /** A tab around the value is white space to some parsers, and part of it to others. */
        private static String withoutTab(String raw, String value) throws RefusedHeadException {
            if (raw.indexOf('\t') >= 0) {
                throw new RefusedHeadException("A header that says where the request ends holds a tab.");
            }
            return value;
        }

        private static String only(String before, String value, String name) throws RefusedHeadException {
            if (before != null) {
                throw twice(name);
            }
            return value;
        }

        private static RefusedHeadException twice(String name) {
            return new RefusedHeadException("The request has two " + name + " headers.");
        }
    }
}
