package io.webhookcourier.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What one measurement found, in the order in which it is to be read. */
final class Figures {

    private final String measurement;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private String problem;

    Figures(String measurement) {
        this.measurement = measurement;
    }

    static Figures skipped(String measurement, String why) {
        return new Figures(measurement).put("skipped", why);
    }

    Figures put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Rounded to so many digits; a figure that could not be had is null. */
    Figures put(String name, double value, int digits) {
        double scale = Math.pow(10, digits);
        return put(name, Double.isFinite(value) ? Math.round(value * scale) / scale : null);
    }

    Figures putAll(Figures others, String prefix) {
        others.values.forEach((name, value) -> values.put(prefix + name, value));
        return problem(others.problem != null, others::problem);
    }

    /** The first problem is kept. */
    Figures problem(boolean found, Supplier<String> text) {
        if (found && problem == null) {
            problem = text.get();
        }
        return this;
    }

    String measurement() {
        return measurement;
    }

    Map<String, Object> values() {
        return values;
    }

    /** Null when all went well. */
    String problem() {
        return problem;
    }
}
