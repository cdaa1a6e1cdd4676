package io.webhookcourier.config;

import java.util.Optional;

/** How the text of a setting is read and checked on its own, without looking at other settings. */
interface ValueType<T> {

    /**
     * @param text trimmed, never empty
     * @throws InvalidValueException when the text is not accepted
     */
    T read(String text);

    /** One line that says what {@link #read} accepts. */
    String accepted();

    /** The value as a route placeholder gives it. */
    default String write(T value) {
        return value.toString();
    }

    /** The least value, when the text names a smaller one; empty for every other text and for types without a floor. */
    default Optional<T> floorFor(String text) {
        return Optional.empty();
    }
}
