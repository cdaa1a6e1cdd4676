package io.webhookcourier.config;

import java.util.List;

/** One of a few words, written exactly so. */
record ChoiceType(List<String> choices) implements ValueType<String> {

    static ChoiceType of(String... choices) {
        return new ChoiceType(List.of(choices));
    }

    @Override
    public String read(String text) {
        if (!choices.contains(text)) {
            throw new InvalidValueException("not one of the choices");
        }
        return text;
    }

    @Override
    public String accepted() {
        return "one of " + String.join(", ", choices);
    }
}
