package io.webhookcourier.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of providers, separated by commas, none twice. */
record ProvidersType() implements ValueType<List<String>> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    @Override
    public List<String> read(String text) {
        List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new InvalidValueException(
                        name.isEmpty() ? "a name is empty" : Shown.quoted(name) + " is not a name");
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidValueException("a name stands twice");
        }
        return names;
    }

    @Override
    public String accepted() {
        return "names of letters, digits and _, separated by commas";
    }

    @Override
    public String write(List<String> value) {
        return String.join(",", value);
    }
}
