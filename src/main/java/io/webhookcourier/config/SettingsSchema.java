package io.webhookcourier.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings as a JSON Schema (draft 2020-12), for editors and for tools that check a deployment's values. Every value is
 * a string, as in a properties file; what is accepted beyond that is in the description.
 */
public final class SettingsSchema {

    /** The shipped file with every key, its default and one line of comment. */
    private static final String SHIPPED = "/settings/application.properties";

    private SettingsSchema() {}

    /** A JSON object as maps, lists and strings, in the order of the documentation. */
    public static Map<String, Object> asMap() {
        Map<String, String> comments = comments();
        Map<String, Object> properties = new LinkedHashMap<>();
        Catalogue.ALL.forEach(key -> properties.put(key.name(), property(key, comments.get(key.name()))));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Settings of Webhook Courier");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("patternProperties", Map.of("^(?!courier\\.)", Map.of("type", "string")));
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(SettingKey<?> key, String comment) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "string");
        property.put("description", comment + " Accepted: " + key.rule() + ".");
        if (!key.defaultText().isEmpty()) {
            property.put("default", key.defaultText());
        }
        if (key.type() instanceof ChoiceType choice) {
            property.put("enum", withEmpty(choice.choices()));
        }
        if (key.confidential()) {
            property.put("writeOnly", true);
        }
        property.put("x-environment-variable", key.variable());
        return property;
    }

    /** An empty value means the default. */
    private static List<String> withEmpty(List<String> choices) {
        return Stream.concat(Stream.of(""), choices.stream()).toList();
    }

    private static Map<String, String> comments() {
        Map<String, String> comments = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(SettingsSchema.class.getResourceAsStream(SHIPPED), StandardCharsets.UTF_8))) {
            String before = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(SettingKey.PREFIX)) {
                    comments.put(line.substring(0, line.indexOf('=')), before.substring(2));
                }
                before = line;
            }
            return comments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
