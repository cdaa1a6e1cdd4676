package io.webhookcourier.delivery;

import java.util.HexFormat;

/**
 * A text as a JSON string (RFC 8259, section 7), with the escapes that ECMAScript's {@code JSON.stringify} chooses:
 * short forms where there are any, lower-case hexadecimal digits, lone surrogates escaped, all else as it is.
 */
final class JsonString {

    private static final HexFormat HEX = HexFormat.of();

    private JsonString() {}

    static String of(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (unit < ' ' || StorableText.isLoneSurrogate(text, i)) {
                        json.append("\\u").append(HEX.toHexDigits(unit));
                    } else {
                        json.append(unit);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
