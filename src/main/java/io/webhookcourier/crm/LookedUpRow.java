package io.webhookcourier.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.postgresql.util.PGobject;

/** Makes compact JSON of what a row look-up gives, in whichever of its usual forms. */
final class LookedUpRow {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new DatabaseValues())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private LookedUpRow() {}

    /** The object in the message's body as compact JSON; null when there is none. */
    static String json(Message message) {
        Object body = message.getBody();
        Object row = body instanceof List<?> rows && rows.size() == 1 ? rows.get(0) : body;
        return row instanceof Map<?, ?> columns ? ofColumns(columns) : ofValue(row, message.getExchange());
    }

    private static String ofColumns(Map<?, ?> columns) {
        if (columns.size() == 1 && columns.values().iterator().next() instanceof PGobject only) {
            String json = CompactJson.ofObject(String.valueOf(only.getValue()));
            if (json != null) {
                return json;
            }
        }
        return written(columns);
    }

    private static String ofValue(Object value, Exchange exchange) {
        if (value == null || value instanceof List<?>) {
            return null;
        }
        if (value instanceof JsonNode node) {
            return node.isObject() ? written(node) : null;
        }
        if (value instanceof PGobject object) {
            return CompactJson.ofObject(String.valueOf(object.getValue()));
        }
        if (value instanceof String text) {
            return CompactJson.ofObject(text);
        }
        byte[] bytes = exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, value);
        return bytes == null ? null : CompactJson.ofObject(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String written(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the row look-up gives a value that has no JSON form: " + e.getOriginalMessage(), e);
        }
    }
}
