package io.webhookcourier.config;

import java.util.regex.Pattern;

/** A whole number between two bounds, both included. */
record IntegerType(int least, int most) implements ValueType<Integer> {

    private static final Pattern FORM = Pattern.compile("-?\\d{1,15}");

    @Override
    public Integer read(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValueException("not a whole number");
        }
        long number = Long.parseLong(text);
        if (number < least) {
            throw new InvalidValueException("below " + least);
        }
        if (number > most) {
            throw new InvalidValueException("above " + most);
        }
        return (int) number;
    }

    @Override
    public String accepted() {
        return "a whole number from " + least + " to " + most;
    }
}
