package io.webhookcourier.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings that belong together, in the order of the documentation. A setting that is declared through a section is part of
 * it; nothing else lists it.
 *
 * @param title over the section in application.properties
 */
record Section(String title, List<Setting<?>> settings) {

    Section(String title) {
        this(title, new ArrayList<>());
    }

    /** @param defaultText as a user would write it; its own type accepts it */
    <T> Setting.Declaration<T> setting(String name, String defaultText, ValueType<T> type) {
        return new Setting.Declaration<>(this, name, type, defaultText, null);
    }

    /** @param whenEmpty what no value means, to follow "empty: " */
    <T> Setting.Declaration<T> optional(String name, String whenEmpty, ValueType<T> type) {
        return new Setting.Declaration<>(this, name, type, "", whenEmpty);
    }
}
