package io.webhookcourier.crm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.TerminalFailureException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a row's {@code raw} says. Fields count only as JSON strings, {@code row} only as an object; anything else is
 * absent, which is null here (contract, section 5).
 *
 * @param texts the known fields that are present, by name
 * @param row compact JSON, its numbers digit for digit as they were written; or null
 */
record CrmPayload(Map<String, String> texts, String row) {

    private static final Set<String> TEXT_FIELDS = Set.of(
            "eventId",
            "eventType",
            "occurredAt",
            "dedupeKey",
            "workspaceId",
            "leadId",
            "messageId",
            "changedField",
            "source");

    /**
     * Reads the payload in one pass.
     *
     * @param raw JSON text, or null
     * @throws TerminalFailureException {@code malformed_payload: <reason>} when it cannot be read
     */
    static CrmPayload read(String raw) {
        if (raw == null) {
            return new CrmPayload(Map.of(), null);
        }
        char[] json = raw.toCharArray();
        try (JsonParser parser = CompactJson.parser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser, json) : new CrmPayload(Map.of(), null);
        } catch (StreamConstraintsException e) {
            throw malformed("nested deeper than " + CompactJson.MAX_DEPTH + " levels");
        } catch (IOException e) {
            throw malformed("not valid JSON");
        }
    }

    private static TerminalFailureException malformed(String how) {
        return new TerminalFailureException(Reason.of(Kind.MALFORMED_PAYLOAD, how));
    }

    private static CrmPayload read(JsonParser parser, char[] json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        int rowStart = 0;
        int rowEnd = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && TEXT_FIELDS.contains(name)) {
                texts.put(name, parser.getText());
            } else if (value == JsonToken.START_OBJECT && name.equals("row")) {
                rowStart = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                rowEnd = (int) parser.currentLocation().getCharOffset();
            } else {
                parser.skipChildren();
            }
        }
        return new CrmPayload(texts, rowEnd == 0 ? null : CompactJson.of(json, rowStart, rowEnd));
    }

    /** The field as it was written, or null when it is absent or no JSON string. */
    String text(String field) {
        return texts.get(field);
    }

    /** Names the type only: a payload may hold personal data. */
    @Override
    public String toString() {
        return "CrmPayload";
    }
}
