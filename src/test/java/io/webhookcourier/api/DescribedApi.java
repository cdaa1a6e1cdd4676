package io.webhookcourier.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.webhookcourier.support.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** Calls the API, and holds every answer against what openapi.json says about it. */
final class DescribedApi {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ROOT = "https://courier.test/openapi.json";

    private final Http http;
    private final String document;
    private final JsonNode description;
    private final JsonSchemaFactory schemas;
    private final Set<String> called = new LinkedHashSet<>();

    DescribedApi(Http http) {
        this.http = http;
        this.description = read(http.get("/api/v1/openapi.json").body());
        this.document = closed(description.deepCopy()).toString();
        this.schemas = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder ->
                        builder.schemaLoaders(loaders -> loaders.schemas(iri -> iri.equals(ROOT) ? document : null)));
    }

    JsonNode get(int status, String template, String variable, String query) {
        String path = template.replaceFirst("\\{\\w+}", variable) + (query.isEmpty() ? "" : "?" + query);
        return checked("get", template, status, http.get("/api/v1" + path));
    }

    JsonNode post(int status, String template, String variable, String json, String... headers) {
        String path = template.replaceFirst("\\{\\w+}", variable);
        return checked("post", template, status, http.post("/api/v1" + path, json, headers));
    }

    JsonNode description() {
        return description;
    }

    /** Every operation of the document, as {@code get /events}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method + " " + path.getKey())));
        return operations;
    }

    /** Those that were called and succeeded. */
    Set<String> succeeded() {
        return called;
    }

    private JsonNode checked(String method, String template, int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        String pointer = "/paths/" + template.replace("/", "~1") + "/" + method + "/responses/";
        boolean described = !description.at(pointer + status).isMissingNode();
        String type = described && status < 300 ? "application/json" : "application/problem+json";
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(description.at(pointer + (described ? status : "default")).isMissingNode())
                .as("%s %s %s is described", method, template, status)
                .isFalse();
        String schema = described && status < 300
                ? pointer + status + "/content/" + type.replace("/", "~1") + "/schema"
                : "/components/schemas/Problem";
        JsonNode body = read(answer.body());
        assertThat(schemas.getSchema(
                                SchemaLocation.of(ROOT + "#" + schema),
                                SchemaValidatorsConfig.builder()
                                        .formatAssertionsEnabled(true)
                                        .build())
                        .validate(body))
                .as("%s %s: %s", method, template, answer.body())
                .isEmpty();
        if (status < 300) {
            called.add(method + " " + template);
        }
        return body;
    }

    /** Clients must accept new fields; this test must notice one that the document does not describe. */
    private static JsonNode closed(JsonNode schema) {
        schema.forEach(DescribedApi::closed);
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        return schema;
    }

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
