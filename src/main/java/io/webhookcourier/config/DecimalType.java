package io.webhookcourier.config;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A decimal number between two bounds, both included; written without exponent. */
record DecimalType(int least, int most) implements ValueType<Double> {

    private static final Pattern FORM = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

    @Override
    public Double read(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValueException("not a number such as 2 or 1.5");
        }
        double number = Double.parseDouble(text);
        if (number < least || number > most) {
            throw new InvalidValueException(number < least ? "below " + least : "above " + most);
        }
        return number;
    }

    @Override
    public String accepted() {
        return "a number from " + least + " to " + most;
    }

    @Override
    public String write(Double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
