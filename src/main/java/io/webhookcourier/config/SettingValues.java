package io.webhookcourier.config;

import io.webhookcourier.runtime.RuntimeFacts;
import io.webhookcourier.text.OneLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of one start as they were given, each with its value once that is read. */
final class SettingValues {

    private final Map<String, Given> given = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();
    private final List<String> warnings;

    /**
     * What a user gave for a setting.
     *
     * @param text trimmed; empty means the default
     * @param variable the environment variable it came from, or null for the file or the default
     */
    record Given(String text, String variable) {

        static final Given NOTHING = new Given("", null);
    }

    /** @param file names to trimmed texts */
    SettingValues(Map<String, String> file, EnvironmentVariables environment, List<String> warnings) {
        this.warnings = warnings;
        for (Setting<?> setting : Catalogue.SETTINGS) {
            Given text =
                    environment.of(setting).orElseGet(() -> new Given(file.getOrDefault(setting.name(), ""), null));
            given.put(setting.name(), text.text().isEmpty() ? Given.NOTHING : text);
        }
    }

    /** Reads every text on its own, and adds a mistake for each that its setting does not accept; such a one has no value. */
    void read(List<String> mistakes) {
        Catalogue.SETTINGS.forEach(setting -> read(setting, mistakes));
    }

    private <T> void read(Setting<T> setting, List<String> mistakes) {
        String effective = effectiveText(setting);
        if (effective.isEmpty()) {
            return;
        }
        try {
            boolean clamped = setting.clamped()
                    && setting.specialVariable()
                            .equals(given.get(setting.name()).variable());
            Optional<T> floor = clamped ? setting.type().floorFor(effective) : Optional.empty();
            floor.ifPresent(value ->
                    warn(shown(setting) + ": below the floor, which is used instead; accepted: " + setting.rule()));
            values.put(setting.name(), floor.orElseGet(() -> setting.type().read(effective)));
        } catch (InvalidValueException e) {
            mistakes.add(refusal(setting, e.getMessage()));
        }
    }

    /** Adds a mistake for each demand of other settings that a value does not meet. */
    void compare(List<String> mistakes) {
        Catalogue.SETTINGS.forEach(setting -> compare(setting, mistakes));
    }

    private <T> void compare(Setting<T> setting, List<String> mistakes) {
        if (isSet(setting)) {
            setting.demands().forEach(demand -> demand.problem(get(setting), this)
                    .ifPresent(problem -> mistakes.add(refusal(setting, problem))));
        }
    }

    /** Decides the defaults that depend on other things; what the user gave stays. */
    void fill(RuntimeFacts facts) {
        Catalogue.SETTINGS.forEach(setting -> {
            if (setting.dependentDefault() != null && !isSet(setting)) {
                values.put(setting.name(), setting.dependentDefault().apply(facts, this));
            }
        });
    }

    /** @return null when nothing was given and there is no default */
    @SuppressWarnings("unchecked") // read() and fill() put under each name what that setting itself returned
    <T> T get(Setting<T> setting) {
        return (T) values.get(setting.name());
    }

    <T> T orElse(Setting<T> setting, T whenEmpty) {
        return isSet(setting) ? get(setting) : whenEmpty;
    }

    boolean isSet(Setting<?> setting) {
        return values.containsKey(setting.name());
    }

    /** Whether the user gave a text, acceptable or not. */
    boolean isGiven(Setting<?> setting) {
        return !given.get(setting.name()).text().isEmpty();
    }

    /** @param warning one line without secrets */
    void warn(String warning) {
        warnings.add(warning);
    }

    private String refusal(Setting<?> setting, String problem) {
        return shown(setting) + ": " + problem + "; accepted: " + setting.rule();
    }

    /** The key, its value unless that is confidential, and the environment variable or default it came from. */
    String shown(Setting<?> setting) {
        Given text = given.get(setting.name());
        String effective = effectiveText(setting);
        String value = setting.confidential() || effective.isEmpty() ? "" : "=" + OneLine.quoted(effective);
        if (text.variable() != null) {
            return setting.name() + value + " (environment variable " + text.variable() + ")";
        }
        return setting.name() + value + (text.text().isEmpty() ? " (the default)" : "");
    }

    private String effectiveText(Setting<?> setting) {
        return isGiven(setting) ? given.get(setting.name()).text() : setting.defaultText();
    }

    /** Every setting that is not confidential with its value as text; empty where there is none. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        Catalogue.SETTINGS.stream()
                .filter(setting -> !setting.confidential())
                .forEach(setting -> texts.put(setting.name(), text(setting)));
        return texts;
    }

    /** The environment variable of every setting whose value came from one. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        given.forEach((name, text) -> {
            if (text.variable() != null) {
                variables.put(name, text.variable());
            }
        });
        return variables;
    }

    /** Every setting in the documentation's order, with its effective value and where that came from. */
    List<SettingsLoader.Line> lines(String file) {
        return Catalogue.SETTINGS.stream().map(setting -> line(setting, file)).toList();
    }

    private SettingsLoader.Line line(Setting<?> setting, String file) {
        boolean hidden = setting.confidential() || !isSet(setting);
        return new SettingsLoader.Line(
                setting.name(),
                hidden ? null : asWritten(setting),
                isSet(setting),
                setting.confidential(),
                isChanged(setting),
                source(given.get(setting.name()), file));
    }

    /** As the user or the documentation writes it, unless another value is in effect. */
    private String asWritten(Setting<?> setting) {
        String written = effectiveText(setting);
        boolean raised = !written.isEmpty() && setting.type().floorFor(written).isPresent();
        return written.isEmpty() || raised ? text(setting) : written;
    }

    private <T> boolean isChanged(Setting<T> setting) {
        return isGiven(setting)
                && (setting.defaultText().isEmpty()
                        || !setting.type()
                                .write(setting.type().read(setting.defaultText()))
                                .equals(text(setting)));
    }

    private static String source(Given given, String file) {
        if (given.text().isEmpty()) {
            return "default";
        }
        return given.variable() == null ? file : "environment variable " + given.variable();
    }

    private <T> String text(Setting<T> setting) {
        return isSet(setting) ? setting.type().write(get(setting)) : "";
    }
}
