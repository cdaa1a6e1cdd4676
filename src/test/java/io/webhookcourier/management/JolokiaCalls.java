package io.webhookcourier.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.support.RunningCourier;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A client of a running service's Jolokia. */
record JolokiaCalls(RunningCourier courier, String token) {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String QUEUE = "io.webhookcourier:type=Queue";

    JsonNode read(String mbean, String attribute) {
        return post(Map.of("type", "read", "mbean", mbean, "attribute", attribute));
    }

    JsonNode execute(String mbean, String operation, Object... arguments) {
        return post(Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", List.of(arguments)));
    }

    JsonNode post(Object request) {
        try {
            String body = JSON.writeValueAsString(request);
            HttpRequest.Builder call = HttpRequest.newBuilder(URI.create(courier.managementUrl() + "/hawtio/jolokia"))
                    .POST(BodyPublishers.ofString(body));
            return JSON.readTree(send(call).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(courier.managementUrl() + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return RunningCourier.send(request.build());
    }
}
