package io.webhookcourier.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings as a JSON Schema (draft 2020-12), for editors and for tools that check a deployment's values. Every value is
 * a string, as in a properties file; what is accepted beyond that is in the description.
 */
public final class SettingsSchema {

    private SettingsSchema() {}

    /** A JSON object as maps, lists and strings, in the order of the documentation. */
    public static Map<String, Object> asMap() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Catalogue.SETTINGS.forEach(setting -> properties.put(setting.name(), property(setting)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Settings of Webhook Courier");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("patternProperties", Map.of("^(?!courier\\.)", Map.of("type", "string")));
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(Setting<?> setting) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "string");
        property.put("description", setting.summary() + " Accepted: " + setting.rule() + ".");
        if (!setting.defaultText().isEmpty()) {
            property.put("default", setting.defaultText());
        }
        if (!setting.type().choices().isEmpty()) {
            property.put("enum", withEmpty(setting.type().choices()));
        }
        if (setting.confidential()) {
            property.put("writeOnly", true);
        }
        property.put("x-environment-variable", setting.variable());
        return property;
    }

    /** An empty value means the default. */
    private static List<String> withEmpty(List<String> choices) {
        return Stream.concat(Stream.of(""), choices.stream()).toList();
    }
}
