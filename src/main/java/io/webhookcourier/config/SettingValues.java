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

    /** Adds a mistake for each text that its key does not accept; such a key has no value. */
    SettingValues(
            Map<String, String> file, EnvironmentVariables environment, Mistakes mistakes, List<String> warnings) {
        for (SettingKey<?> key : Catalogue.ALL) {
            Given text = environment.of(key).orElseGet(() -> new Given(file.getOrDefault(key.name(), ""), null));
            given.put(key, text.text().isEmpty() ? Given.NOTHING : text);
            read(key, mistakes, warnings);
        }
    }

    private <T> void read(SettingKey<T> key, Mistakes mistakes, List<String> warnings) {
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
            mistakes.add(refusal(key, e.getMessage()));
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

    /** Whether the user gave a text, acceptable or not. */
    boolean isGiven(SettingKey<?> key) {
        return !given.get(key).text().isEmpty();
    }

    /** Decides a default that depends on other things; what the user gave stays. */
    <T> void fill(SettingKey<T> key, T value) {
        values.putIfAbsent(key, value);
    }

    /** The sentence that refuses a key's value. */
    String refusal(SettingKey<?> key, String problem) {
        return shown(key) + ": " + problem + "; accepted: " + key.rule();
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

    /** Every key in the catalogue's order, with its effective value and where that came from. */
    List<SettingLine> lines(String file) {
        return Catalogue.ALL.stream()
                .map(key -> new SettingLine(
                        key.name(),
                        key.confidential() || !isSet(key) ? null : asWritten(key),
                        isSet(key),
                        key.confidential(),
                        isChanged(key),
                        source(given.get(key), file)))
                .toList();
    }

    /** As the user or the documentation writes it, unless another value is in effect. */
    private <T> String asWritten(SettingKey<T> key) {
        String written = isGiven(key) ? given.get(key).text() : key.defaultText();
        boolean raised = !written.isEmpty() && key.type().floorFor(written).isPresent();
        return written.isEmpty() || raised ? text(key) : written;
    }

    private <T> boolean isChanged(SettingKey<T> key) {
        return isGiven(key)
                && (key.defaultText().isEmpty()
                        || !key.type().write(key.type().read(key.defaultText())).equals(text(key)));
    }

    private static String source(Given given, String file) {
        if (given.text().isEmpty()) {
            return "default";
        }
        return given.variable() == null ? file : "environment variable " + given.variable();
    }

    private <T> String text(SettingKey<T> key) {
        return isSet(key) ? key.type().write(get(key)) : "";
    }
}
