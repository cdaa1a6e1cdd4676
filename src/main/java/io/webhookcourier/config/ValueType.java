package io.webhookcourier.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the text of a setting is read and checked on its own, without looking at other settings.
 *
 * @param accepted one line that says what {@code reader} accepts
 * @param reader of a text that is trimmed and never empty; throws {@link InvalidValueException} when it is not accepted
 * @param writer of the value as a route placeholder gives it
 * @param floor the least value, when the text names a smaller one; empty for every other text and for types without a floor
 * @param choices every text that is accepted, where they can be listed; else empty
 */
record ValueType<T>(
        String accepted,
        Function<String, T> reader,
        Function<T, String> writer,
        Function<String, Optional<T>> floor,
        List<String> choices) {

    static <T> ValueType<T> of(String accepted, Function<String, T> reader) {
        return new ValueType<>(accepted, reader, Object::toString, text -> Optional.empty(), List.of());
    }

    ValueType<T> writtenBy(Function<T, String> newWriter) {
        return new ValueType<>(accepted, reader, newWriter, floor, choices);
    }

    ValueType<T> withFloor(Function<String, Optional<T>> newFloor) {
        return new ValueType<>(accepted, reader, writer, newFloor, choices);
    }

    ValueType<T> withChoices(List<String> newChoices) {
        return new ValueType<>(accepted, reader, writer, floor, newChoices);
    }

    /** @throws InvalidValueException when the text is not accepted */
    T read(String text) {
        return reader.apply(text);
    }

    String write(T value) {
        return writer.apply(value);
    }

    Optional<T> floorFor(String text) {
        return floor.apply(text);
    }
}
