package io.webhookcourier.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Levels of single loggers, {@code name=LEVEL}, separated by commas. */
record LogLevelsType() implements ValueType<Map<String, String>> {

    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$-]+(\\.[A-Za-z0-9_$-]+)*");

    @Override
    public Map<String, String> read(String text) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.split("=", -1);
            String name = parts[0].strip();
            String level = parts.length == 2 ? parts[1].strip() : "";
            if (!NAME.matcher(name).matches() || !LEVELS.contains(level)) {
                throw new InvalidValueException(Shown.quoted(pair.strip()) + " is not a logger and its level");
            }
            if (levels.put(name, level) != null) {
                throw new InvalidValueException("the logger " + Shown.quoted(name) + " is listed twice");
            }
        }
        return levels;
    }

    @Override
    public String accepted() {
        return "pairs such as org.apache.camel=DEBUG, separated by commas, of a logger and one of "
                + String.join(", ", LEVELS);
    }

    @Override
    public String write(Map<String, String> value) {
        return value.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
