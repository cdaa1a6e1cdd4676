package io.webhookcourier.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.webhookcourier.signing.IsoTimestamp;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What people may ask the demo: for one more event, and for what its receiver got. */
final class DemoApi {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final DemoData data;
    private final LastRequests requests;

    DemoApi(DemoData data, LastRequests requests) {
        this.data = data;
        this.requests = requests;
    }

    /** Queues a sample event; {@code ?answer=} says how the receiver is to answer it. */
    void enqueue(Exchange exchange) throws SQLException, JsonProcessingException {
        String word = exchange.getMessage().getHeader("answer", SampleAnswer.ACCEPTED.word(), String.class);
        Optional<SampleAnswer> answer = SampleAnswer.of(word);
        if (answer.isEmpty()) {
            PlainResponse.line(exchange, 400, TEXT, "answer is one of " + SampleAnswer.words() + ".");
        } else if (data.signingKey().isEmpty()) {
            PlainResponse.line(exchange, 409, TEXT, "There is no sample workspace in this database.");
        } else {
            DemoData.Queued queued = data.enqueue(answer.get());
            ObjectNode json = MAPPER.createObjectNode()
                    .put("id", queued.id())
                    .put("dedupeKey", queued.dedupeKey())
                    .put("queued", queued.queued());
            PlainResponse.line(exchange, 202, JSON, MAPPER.writeValueAsString(json));
        }
    }

    /** The last requests, newest first. The signature is there, the secret is not. */
    void listRequests(Exchange exchange) throws JsonProcessingException {
        ArrayNode list = MAPPER.createArrayNode();
        for (ReceivedRequest request : requests.newestFirst()) {
            ObjectNode json = list.addObject()
                    .put("receivedAt", IsoTimestamp.of(request.receivedAt()))
                    .put("genuine", request.genuine())
                    .put("status", request.status())
                    .put("answer", request.answer());
            ObjectNode headers = json.putObject("headers");
            request.headers().forEach(headers::put);
            json.set("body", body(request.body()));
        }
        PlainResponse.line(
                exchange, 200, JSON, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(list));
    }

    /** JSON as it was written, digit for digit; anything else as a string. */
    private static JsonNode body(String text) {
        try {
            return MAPPER.readTree(text).isContainerNode()
                    ? MAPPER.getNodeFactory().rawValueNode(new RawValue(text))
                    : MAPPER.getNodeFactory().textNode(text);
        } catch (JsonProcessingException notJson) {
            return MAPPER.getNodeFactory().textNode(text);
        }
    }
}
