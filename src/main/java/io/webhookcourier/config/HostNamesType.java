package io.webhookcourier.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Host names, separated by commas, without scheme and port. */
record HostNamesType() implements ValueType<List<String>> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

    @Override
    public List<String> read(String text) {
        List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new InvalidValueException(Shown.quoted(name) + " is not a host name");
            }
        }
        return names;
    }

    @Override
    public String accepted() {
        return "host names such as console.example.com, without scheme and port, separated by commas";
    }

    @Override
    public String write(List<String> value) {
        return String.join(",", value);
    }
}
