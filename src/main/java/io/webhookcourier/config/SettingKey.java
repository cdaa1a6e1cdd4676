package io.webhookcourier.config;

import java.util.Locale;

/**
 * One setting, as a user knows it (contract, section 2).
 *
 * @param name the key in application.properties
 * @param specialVariable the environment name that other software gave it, or null
 * @param clamped whether a value below the floor that came by the special variable is raised instead of refused
 * @param defaultText empty when the default is no value, or depends on other things
 * @param whenEmpty what no value means; null when there is a default text
 * @param condition what other settings demand of it, or null
 * @param confidential whether the text must never be shown
 */
record SettingKey<T>(
        String name,
        ValueType<T> type,
        String defaultText,
        String whenEmpty,
        String condition,
        String specialVariable,
        boolean clamped,
        boolean confidential) {

    static final String PREFIX = "courier.";
    static final String VARIABLE_PREFIX = "COURIER_";

    static <T> SettingKey<T> withDefault(String name, String defaultText, ValueType<T> type) {
        return new SettingKey<>(name, type, defaultText, null, null, null, false, false);
    }

    static <T> SettingKey<T> optional(String name, String whenEmpty, ValueType<T> type) {
        return new SettingKey<>(name, type, "", whenEmpty, null, null, false, false);
    }

    SettingKey<T> provided(String otherCondition) {
        return new SettingKey<>(
                name, type, defaultText, whenEmpty, otherCondition, specialVariable, clamped, confidential);
    }

    SettingKey<T> alsoFrom(String variable) {
        return new SettingKey<>(name, type, defaultText, whenEmpty, condition, variable, false, confidential);
    }

    SettingKey<T> clampedFrom(String variable) {
        return new SettingKey<>(name, type, defaultText, whenEmpty, condition, variable, true, confidential);
    }

    SettingKey<T> asSecret() {
        return new SettingKey<>(name, type, defaultText, whenEmpty, condition, specialVariable, clamped, true);
    }

    /** The environment variable that every key has: {@code COURIER_QUEUE_POLL_INTERVAL}. */
    String variable() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** One line that says what is accepted. */
    String rule() {
        return condition == null ? type.accepted() : type.accepted() + "; " + condition;
    }
}
