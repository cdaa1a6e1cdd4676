package io.webhookcourier.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API's description, as it is written and as JSON. */
final class ApiDocument {

    private static final String ROOT = ApiRoute.ROOT + "/";
    private static final String FILE = "/api/openapi.yaml";

    private static final List<String> LISTS = List.of("overview", "events", "workspaces", "audit", "replays");

    /** Where everything is. */
    WebResponse index(WebRequest request) {
        Input.ofParameters(request);
        ObjectNode links = Json.object();
        LISTS.forEach(name -> links.put(name, ROOT + name));
        ObjectNode index = Json.object().put("description", ROOT + "openapi.json");
        index.set("links", links);
        return Json.ok(index);
    }

    WebResponse yaml() {
        return WebResponse.of(200, "application/yaml", text().getBytes(StandardCharsets.UTF_8));
    }

    WebResponse json() {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(text());
        return Json.ok(new ObjectMapper().valueToTree(document));
    }

    private static String text() {
        try (InputStream file = ApiDocument.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
