package io.webhookcourier.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings as read, each checked on its own. */
final class SettingValues {

    private final Map<SettingKey<?>, Given> given = new HashMap<>();
    private final Map<SettingKey<?>, Object> values = new HashMap<>();

    /** @throws ConfigurationException for the first text, in the catalogue's order, that its key does not accept */
    SettingValues(Map<String, String> file, EnvironmentVariables environment, List<String> warnings) {
        for (SettingKey<?> key : Catalogue.ALL) {
            Given text = environment.of(key).orElseGet(() -> new Given(file.getOrDefault(key.name(), ""), null));
            given.put(key, text.text().isEmpty() ? Given.NOTHING : text);
            read(key, warnings);
        }
    }

    private <T> void read(SettingKey<T> key, List<String> warnings) {
        Given text = given.get(key);
        String effective = text.text().isEmpty() ? key.defaultText() : text.text();
        if (effective.isEmpty()) {
            return;
        }
        try {
            Optional<T> floor = key.clamped() && key.specialVariable().equals(text.variable())
                    ? key.type().floorFor(effective)
                    : Optional.empty();
            floor.ifPresent(value ->
                    warnings.add(shown(key) + ": below the floor, which is used instead; accepted: " + key.rule()));
            values.put(key, floor.orElseGet(() -> key.type().read(effective)));
        } catch (InvalidValueException e) {
            throw refuse(key, e.getMessage());
        }
    }

    /** @return null when nothing was given and there is no default text */
    @SuppressWarnings("unchecked") // read() puts under each key what that key's own type returned
    <T> T get(SettingKey<T> key) {
        return (T) values.get(key);
    }

    boolean isSet(SettingKey<?> key) {
        return values.containsKey(key);
    }

    /** Decides a default that depends on other things; what the user gave stays. */
    <T> void fill(SettingKey<T> key, T value) {
        values.putIfAbsent(key, value);
    }

    ConfigurationException refuse(SettingKey<?> key, String problem) {
        return new ConfigurationException(shown(key) + ": " + problem + "; accepted: " + key.rule());
    }

    /** The key, its value unless that is confidential, and the environment variable or default it came from. */
    String shown(SettingKey<?> key) {
        Given text = given.get(key);
        String effective = text.text().isEmpty() ? key.defaultText() : text.text();
        String value = key.confidential() || effective.isEmpty() ? "" : "=" + Shown.quoted(effective);
        if (text.variable() != null) {
            return key.name() + value + " (environment variable " + text.variable() + ")";
        }
        return key.name() + value + (text.text().isEmpty() ? " (the default)" : "");
    }

    /** Every key that is not confidential with its value as text; empty where there is none. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        Catalogue.ALL.stream().filter(key -> !key.confidential()).forEach(key -> texts.put(key.name(), text(key)));
        return texts;
    }

    /** The environment variable of every key whose value came from one. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        given.forEach((key, text) -> {
            if (text.variable() != null) {
                variables.put(key.name(), text.variable());
            }
        });
        return variables;
    }

    private <T> String text(SettingKey<T> key) {
        return isSet(key) ? key.type().write(get(key)) : "";
    }
}
