package io.webhookcourier.config;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** RFC 3986, section 2.1. */
final class PercentCoding {

    private PercentCoding() {}

    /** A plus stays a plus. */
    static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.put(bytes[i]);
                continue;
            }
            if (i + 2 >= bytes.length || !HexFormat.isHexDigit(bytes[i + 1]) || !HexFormat.isHexDigit(bytes[i + 2])) {
                throw new InvalidValueException("holds a % without two hexadecimal digits; write % as %25");
            }
            decoded.put((byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2])));
            i += 2;
        }
        return text(decoded.flip());
    }

    /** As in a query string, where a plus is a space. */
    static String decodeQuery(String text) {
        return decode(text.replace('+', ' '));
    }

    /** For a JDBC URL: the driver decodes path and parameters as a form. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Appends parameters, sorted so that the same settings give the same URL. */
    static String withParameters(String url, Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return url;
        }
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&", url + "?", ""));
    }

    private static String text(ByteBuffer utf8) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidValueException("holds percent-encoded bytes that are not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw new InvalidValueException("holds a NUL character");
        }
        return text;
    }
}
