package io.webhookcourier.config;

import io.webhookcourier.runtime.RuntimeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One setting, as a user knows it (contract, section 2): all that is known of it, declared once.
 *
 * @param name the key in application.properties
 * @param defaultText empty when the default is no value, or depends on other things
 * @param whenEmpty what no value means; null when there is a default text
 * @param dependentDefault the default that depends on other things; null when there is none
 * @param specialVariable the environment name that other software gave it, or null
 * @param clamped whether a value below the floor that came by the special variable is raised instead of refused
 * @param confidential whether the text must never be shown
 * @param condition what other settings demand of it, or null
 * @param demands checks of that condition
 * @param summary one sentence without markup
 * @param details further sentences in Markdown, for the page of the documentation; may be empty
 */
record Setting<T>(
        String name,
        ValueType<T> type,
        String defaultText,
        String whenEmpty,
        BiFunction<RuntimeFacts, SettingValues, T> dependentDefault,
        String specialVariable,
        boolean clamped,
        boolean confidential,
        String condition,
        List<Demand<T>> demands,
        String summary,
        String details) {

    static final String PREFIX = "courier.";
    static final String VARIABLE_PREFIX = "COURIER_";

    /** What another setting demands of the value; not asked when the value was refused on its own. */
    interface Demand<T> {

        /** What is wrong, or empty; also empty while a value that it compares was refused on its own. */
        Optional<String> problem(T value, SettingValues all);
    }

    /** The environment variable that every key has: {@code COURIER_QUEUE_POLL_INTERVAL}. */
    String variable() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** One line that says what is accepted. */
    String rule() {
        return condition == null ? type.accepted() : type.accepted() + "; " + condition;
    }

    /** A setting while it is declared; {@link #describedAs} ends it. */
    static final class Declaration<T> {

        private final Section section;
        private final String name;
        private final ValueType<T> type;
        private final String defaultText;
        private final String whenEmpty;
        private final List<Demand<T>> demands = new ArrayList<>();
        private BiFunction<RuntimeFacts, SettingValues, T> dependentDefault;
        private String specialVariable;
        private boolean clamped;
        private boolean confidential;
        private String condition;

        Declaration(Section section, String name, ValueType<T> type, String defaultText, String whenEmpty) {
            this.section = section;
            this.name = name;
            this.type = type;
            this.defaultText = defaultText;
            this.whenEmpty = whenEmpty;
        }

        /** Decides the value that an empty text means, once every other value is read. */
        Declaration<T> decidedBy(BiFunction<RuntimeFacts, SettingValues, T> value) {
            dependentDefault = value;
            return this;
        }

        Declaration<T> alsoFrom(String variable) {
            specialVariable = variable;
            return this;
        }

        Declaration<T> clampedFrom(String variable) {
            clamped = true;
            return alsoFrom(variable);
        }

        Declaration<T> confidential() {
            confidential = true;
            return this;
        }

        /** @param otherCondition completes what is accepted */
        Declaration<T> provided(String otherCondition, Demand<T> demand) {
            condition = otherCondition;
            return checkedBy(demand);
        }

        Declaration<T> checkedBy(Demand<T> demand) {
            demands.add(demand);
            return this;
        }

        Setting<T> describedAs(String summary) {
            return describedAs(summary, "");
        }

        Setting<T> describedAs(String summary, String details) {
            Setting<T> setting = new Setting<>(
                    name,
                    type,
                    defaultText,
                    whenEmpty,
                    dependentDefault,
                    specialVariable,
                    clamped,
                    confidential,
                    condition,
                    List.copyOf(demands),
                    summary,
                    details);
            section.settings().add(setting);
            return setting;
        }
    }
}
