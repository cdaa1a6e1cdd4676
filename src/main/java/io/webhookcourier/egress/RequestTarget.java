package io.webhookcourier.egress;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The part of a URL in the request line: path and query, as they are stored. Receivers sign, route and cache by the
 * very characters, so nothing is rewritten but what RFC 3986 does not allow in a path or query: such a character
 * becomes its percent-escape. The fragment is never sent, and an empty path is {@code /}.
 */
final class RequestTarget {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String ESCAPED_IN_PATH = "\"<>\\^`{|}[]";

    /** Brackets stay: RFC 3986 does not list them for a query, but every server takes them, and many names have them. */
    private static final String ESCAPED_IN_QUERY = "\"<>\\^`{|}";

    private RequestTarget() {}

    /** @param url that begins with a scheme and an authority; its target is what comes after them */
    static String ofUrl(String url) {
        int scheme = url.indexOf("://");
        return of(url.substring(scheme < 0 ? url.length() : endOfAuthority(url, scheme + 3)));
    }

    /** Where path, query or fragment begin, or the end of the text. */
    static int endOfAuthority(String url, int from) {
        for (int i = from; i < url.length(); i++) {
            if ("/?#".indexOf(url.charAt(i)) >= 0) {
                return i;
            }
        }
        return url.length();
    }

    /** @param text path, query and fragment as they are stored */
    static String of(String text) {
        int fragment = text.indexOf('#');
        String sent = fragment < 0 ? text : text.substring(0, fragment);
        int query = sent.indexOf('?');
        String path = query < 0 ? sent : sent.substring(0, query);
        String escaped = path.isEmpty() ? "/" : escaped(path, ESCAPED_IN_PATH);
        return query < 0 ? escaped : escaped + "?" + escaped(sent.substring(query + 1), ESCAPED_IN_QUERY);
    }

    /** Whether two targets differ in nothing but what is percent-escaped and in a question mark without a query. */
    static boolean sameButForEscapes(String one, String other) {
        return decoded(one).equals(decoded(other));
    }

    private static String escaped(String text, String special) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c <= ' ' || c >= 0x7f || special.indexOf(c) >= 0 || c == '%' && !isEscape(text, i)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    result.append('%').append(HEX.toHexDigits(b));
                }
            } else {
                result.append((char) c);
            }
        }
        return result.toString();
    }

    private static String decoded(String target) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(target.length());
        int end = target.indexOf('?') == target.length() - 1 ? target.length() - 1 : target.length();
        for (int i = 0; i < end; i++) {
            if (isEscape(target, i)) {
                bytes.write(HexFormat.fromHexDigits(target, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(target.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean isEscape(String text, int percent) {
        return text.charAt(percent) == '%'
                && percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
    }
}
