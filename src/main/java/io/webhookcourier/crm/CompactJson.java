package io.webhookcourier.crm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * JSON text without its insignificant whitespace (RFC 8259, section 2), else character for character as it was
 * written: numbers keep their digits, strings their escapes, objects their order.
 */
final class CompactJson {

    /** How deep a payload may be nested (contract, section 5). */
    static final int MAX_DEPTH = 1_000;

    /**
     * Bounds the depth only: PostgreSQL and the payload limit bound the rest, and a number of 100,000 digits is good
     * JSON. Names are neither interned nor kept, because strangers choose them.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private CompactJson() {}

    static JsonParser parser(char[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** The compact form of a text that is one JSON object and nothing else; null for any other text. */
    static String ofObject(String text) {
        char[] json = text.toCharArray();
        try (JsonParser parser = parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            parser.skipChildren();
            return parser.nextToken() == null ? of(json, 0, json.length) : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    /** The compact form of the well-formed JSON between these indices, which are overwritten. */
    static String of(char[] json, int start, int end) {
        int length = 0;
        boolean inString = false;
        for (int i = start; i < end; i++) {
            char c = json[i];
            if (inString || !isWhitespace(c)) {
                json[start + length++] = c;
            }
            if (c == '"') {
                inString = !inString;
            } else if (inString && c == '\\') {
                json[start + length++] = json[++i];
            }
        }
        return new String(json, start, length);
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
