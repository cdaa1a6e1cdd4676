package io.webhookcourier.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A webhook URL that a stranger typed, read strictly and written in the one spelling that is sent (contract, sections 5
 * and 6): lower-case scheme, canonical host, no fragment, and every character escaped that Camel or a server could give
 * a meaning of its own. Among these are braces: Camel resolves <code>{{…}}</code> in the URI that it is given, and a URL
 * must not be able to ask for a setting's value.
 */
public final class EndpointUrl {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String ESCAPED_IN_PATH = "\"<>^`{|}[]";
    private static final String ESCAPED_IN_QUERY = "\"<>^`{|}~";

    private final String url;
    private final HostSpelling host;
    private final int port;

    private EndpointUrl(String url, HostSpelling host, int port) {
        this.url = url;
        this.host = host;
        this.port = port;
    }

    /**
     * Reads a URL. A forbidden address that is spelled out is no reason against the URL: it is well-formed, and is
     * refused as {@code egress_denied} when it is connected to.
     *
     * @return empty for null and blank, and for a URL that does not parse, has a scheme that the policy does not accept,
     *     or carries credentials
     */
    public static Optional<EndpointUrl> parse(String text, EgressPolicy policy) {
        String url = text == null ? "" : trimmed(text);
        int schemeEnd = url.indexOf("://");
        if (schemeEnd < 0 || hasUnsafeCharacter(url)) {
            return Optional.empty();
        }
        String scheme = url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        int start = schemeEnd + 3;
        int end = indexOfAny(url, "/?#", start);
        return Authority.parse(url.substring(start, end), scheme)
                .filter(authority -> policy.acceptsScheme(scheme, authority.host(), authority.port()))
                .flatMap(authority -> of(scheme, authority, target(url.substring(end))));
    }

    private record Authority(HostSpelling host, int port, String suffix) {

        static Optional<Authority> parse(String text, String scheme) {
            int colon = text.indexOf(':', text.indexOf(']') + 1);
            String host = colon < 0 ? text : text.substring(0, colon);
            String digits = colon < 0 ? "" : text.substring(colon + 1);
            int usual = scheme.equals("https") ? 443 : 80;
            int port = digits.isEmpty() ? usual : portOf(digits);
            if (host.isEmpty() || text.indexOf('@') >= 0 || port < 1 || port > 65535) {
                return Optional.empty();
            }
            boolean bare = !host.startsWith("[") && host.indexOf(':') >= 0;
            String suffix = port == usual ? "" : ":" + port;
            return bare
                    ? Optional.empty()
                    : HostSpelling.of(host).map(spelling -> new Authority(spelling, port, suffix));
        }

        private static int portOf(String digits) {
            boolean number = digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            return number ? Integer.parseInt(digits) : -1;
        }
    }

    private static Optional<EndpointUrl> of(String scheme, Authority authority, String target) {
        String url = scheme + "://" + authority.host().inUrl() + authority.suffix() + target;
        try {
            return new URI(url).getHost() == null
                    ? Optional.empty()
                    : Optional.of(new EndpointUrl(url, authority.host(), authority.port()));
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /** A backslash is a slash to some parsers and not to others, so it is refused with spaces and control characters. */
    private static boolean hasUnsafeCharacter(String url) {
        return url.chars().anyMatch(c -> c <= ' ' || c == '\\' || c >= 0x7f && c <= 0xa0 || c == 0x2028 || c == 0x2029);
    }

    private static int indexOfAny(String text, String wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (wanted.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Path and query as they are sent: never empty, and without the fragment. */
    private static String target(String text) {
        int fragment = text.indexOf('#');
        String sent = fragment < 0 ? text : text.substring(0, fragment);
        int query = sent.indexOf('?');
        String path = query < 0 ? sent : sent.substring(0, query);
        String escaped = path.isEmpty() ? "/" : escaped(path, ESCAPED_IN_PATH);
        return query < 0 ? escaped : escaped + "?" + escaped(sent.substring(query + 1), ESCAPED_IN_QUERY);
    }

    private static String escaped(String text, String special) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c >= 0x80 || special.indexOf(c) >= 0 || c == '%' && !isEscape(text, i)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    result.append('%').append(HEX.toHexDigits(b));
                }
            } else {
                result.append((char) c);
            }
        }
        return result.toString();
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
    }

    /** The URL to give to Camel as {@code CamelHttpUri}. May hold a receiver's token in its path or query. */
    public String url() {
        return url;
    }

    /** Host and port, such as {@code hooks.example.com:443}: what deliveries to the same endpoint have in common. */
    public String origin() {
        return host.inUrl() + ":" + port;
    }

    HostSpelling host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The address that the URL spells out, or empty when its host is a name. */
    public Optional<InetAddress> literalAddress() {
        return host.address();
    }

    /** Without path and query, which may hold a receiver's token. */
    @Override
    public String toString() {
        return "EndpointUrl[" + origin() + "]";
    }
}
