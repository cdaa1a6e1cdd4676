package io.webhookcourier.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What Jolokia's clients send by POST: one request or several, before Jolokia sees them. */
final class JolokiaCall {

    /** Options by which a caller would have stack traces. */
    static final Set<String> REFUSED_OPTIONS = Set.of("includeStackTrace", "serializeException", "allowErrorDetails");

    private static final int MOST_REQUESTS = 200;
    private static final Set<String> TYPES = Set.of("read", "write", "exec", "list", "search", "version");
    private static final Set<String> LOOKS = Set.of("read", "list", "search", "version");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JolokiaCall() {}

    /**
     * @param body as it was sent
     * @return the requests, without options that are refused; null when it is one request and not a list
     * @throws JolokiaRefusedException for anything else, and for more than are answered at once
     */
    static JsonNode read(byte[] body) throws JolokiaRefusedException {
        JsonNode requests;
        try {
            requests = MAPPER.readTree(body);
        } catch (IOException e) {
            throw new JolokiaRefusedException(400, "The body is not valid JSON.");
        }
        if (requests == null || !requests.isObject() && !requests.isArray()) {
            throw new JolokiaRefusedException(400, "A request or a list of requests is accepted.");
        }
        if (requests.isArray() && requests.size() > MOST_REQUESTS) {
            throw new JolokiaRefusedException(413, "At most " + MOST_REQUESTS + " requests are accepted at once.");
        }
        return requests;
    }

    /** Whether no request of the body calls or writes anything; false for a body that cannot be read. */
    static boolean looksOnly(byte[] body) {
        try {
            JsonNode requests = read(body);
            for (JsonNode request : requests.isArray() ? requests : List.of(requests)) {
                if (!LOOKS.contains(request.path("type").asText("").toLowerCase(Locale.ROOT))) {
                    return false;
                }
            }
            return true;
        } catch (JolokiaRefusedException unreadable) {
            return false;
        }
    }

    /** One request as Jolokia may see it. */
    static byte[] checked(JsonNode request) throws JolokiaRefusedException {
        if (!(request instanceof ObjectNode object)) {
            throw new JolokiaRefusedException(400, "A request is a JSON object.");
        }
        String type = object.path("type").asText("");
        if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw new JolokiaRefusedException(
                    403,
                    "Requests of this type are forbidden; read, list, search, version, exec and write are accepted.");
        }
        object.remove(List.of("target"));
        if (object.get("config") instanceof ObjectNode config) {
            config.remove(REFUSED_OPTIONS);
        }
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written as JSON", e);
        }
    }
}
