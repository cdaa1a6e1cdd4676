package io.webhookcourier.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.web.WebResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API's description, as it is written and as JSON. */
final class ApiDocument {

    private static final String FILE = "/api/openapi.yaml";

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
