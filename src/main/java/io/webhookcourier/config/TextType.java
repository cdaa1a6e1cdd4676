package io.webhookcourier.config;

import java.util.regex.Pattern;

/**
 * Text of a certain form.
 *
 * @param problem what is said of a text that does not match
 */
record TextType(Pattern form, String problem, String accepted) implements ValueType<String> {

    static TextType matching(String form, String problem, String accepted) {
        return new TextType(Pattern.compile(form), problem, accepted);
    }

    @Override
    public String read(String text) {
        if (!form.matcher(text).matches()) {
            throw new InvalidValueException(problem);
        }
        return text;
    }
}
