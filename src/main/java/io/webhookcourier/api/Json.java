package io.webhookcourier.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.webhookcourier.signing.IsoTimestamp;
import io.webhookcourier.web.WebResponse;
import java.io.IOException;
import java.time.Instant;

/** JSON as this API writes and reads it. */
final class Json {

    /** Numbers keep their written digits, and a key that comes twice is no valid request. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Text that is JSON already, digit for digit; null where there is none. */
    static JsonNode raw(String json) {
        return json == null ? MAPPER.nullNode() : MAPPER.getNodeFactory().rawValueNode(new RawValue(json));
    }

    /** ISO-8601 in UTC; null where it is null, and where the moment is infinite. */
    static String moment(Instant moment) {
        return moment == null || moment.equals(Instant.MAX) || moment.equals(Instant.MIN)
                ? null
                : IsoTimestamp.of(moment);
    }

    static WebResponse ok(JsonNode json) {
        return response(200, json);
    }

    static WebResponse response(int status, JsonNode json) {
        return WebResponse.of(status, "application/json", bytes(json));
    }

    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written as JSON", e);
        }
    }

    /** @throws ProblemException when it is no JSON object */
    static ObjectNode readObject(byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw ProblemException.invalid("the body is not valid JSON; an object is accepted");
        }
        throw ProblemException.invalid("the body is not a JSON object");
    }
}
