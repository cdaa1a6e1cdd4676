package io.webhookcourier.config;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The parameters of a database URL, taken out one by one by the code that understands them. */
final class UrlQuery {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,39}");

    private final Map<String, String> encoded = new LinkedHashMap<>();
    private final boolean namesPassword;

    /**
     * @param query what follows the question mark; the last of a repeated parameter counts
     * @param mayBeBare names that may have no value
     */
    UrlQuery(String query, Predicate<String> mayBeBare) {
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                encoded.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            } else if (mayBeBare.test(parameter)) {
                encoded.put(parameter, "");
            } else if (!parameter.isEmpty()) {
                throw new InvalidValueException("holds a parameter without name or value; write & in a value as %26");
            }
        }
        namesPassword = encoded.containsKey("password");
    }

    /** @return the decoded value, or null when the parameter is absent or empty */
    String take(String name) {
        return decoded(encoded.remove(name), true);
    }

    /** As {@link #take}, for a value in which a plus is a plus. */
    String takeLiterally(String name) {
        return decoded(encoded.remove(name), false);
    }

    private static String decoded(String text, boolean plusIsSpace) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return plusIsSpace ? PercentCoding.decodeQuery(text) : PercentCoding.decode(text);
    }

    boolean takeFlag(String name) {
        String text = take(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new InvalidValueException("holds " + name + " that is neither true nor false");
        }
        return "true".equals(text);
    }

    /** @return null when the parameter is absent or empty */
    String takeOneOf(String name, List<String> choices) {
        String text = take(name);
        if (text != null && !choices.contains(text)) {
            throw new InvalidValueException("holds " + name + " that is not one of " + String.join(", ", choices));
        }
        return text;
    }

    boolean has(String name) {
        return encoded.containsKey(name);
    }

    /** Moves the parameters of this kind out, decoded. */
    Map<String, String> takeAll(Predicate<String> kind) {
        Map<String, String> taken = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, String>> all = encoded.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, String> parameter = all.next();
            if (kind.test(parameter.getKey())) {
                taken.put(parameter.getKey(), PercentCoding.decodeQuery(parameter.getValue()));
                all.remove();
            }
        }
        return taken;
    }

    /** One warning that names the unused parameters, or none. A name that could be a piece of a password is not repeated. */
    List<String> ignored() {
        if (encoded.isEmpty()) {
            return List.of();
        }
        boolean nameable = !namesPassword
                && encoded.keySet().stream().allMatch(name -> NAME.matcher(name).matches());
        String names = nameable ? ": " + String.join(", ", encoded.keySet()) : "";
        return List.of("parameters that this service does not know are ignored" + names);
    }
}
