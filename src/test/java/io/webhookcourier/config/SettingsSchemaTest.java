package io.webhookcourier.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode schema = MAPPER.valueToTree(SettingsSchema.asMap());

    @Test
    void describesEveryKeyWithItsDefaultAndVariable() {
        assertThat(Catalogue.SETTINGS).allSatisfy(key -> {
            JsonNode property = schema.path("properties").path(key.name());
            assertThat(property.path("description").asText())
                    .doesNotStartWith("null")
                    .contains(key.rule());
            assertThat(property.path("default").asText()).isEqualTo(key.defaultText());
            assertThat(property.path("x-environment-variable").asText()).isEqualTo(key.variable());
        });
    }

    @Test
    void theShippedFileIsValid() throws IOException {
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/settings/application.properties"))) {
            shipped.load(reader);
        }

        assertThat(violations(MAPPER.valueToTree(shipped))).isEmpty();
    }

    @Test
    void anUnknownKeyAndAWrongChoiceAreNotAndOtherKeysAre() {
        assertThat(violations(MAPPER.createObjectNode().put("courier.queue.batchsize", "1")))
                .isNotEmpty();
        assertThat(violations(MAPPER.createObjectNode().put("courier.log.format", "xml")))
                .isNotEmpty();
        assertThat(violations(MAPPER.createObjectNode().put("camel.main.tracing", "true")))
                .isEmpty();
    }

    private Iterable<?> violations(JsonNode settings) {
        JsonSchema checker =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        return checker.validate(settings.toString(), InputFormat.JSON);
    }
}
