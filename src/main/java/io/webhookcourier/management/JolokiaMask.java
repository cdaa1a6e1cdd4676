package io.webhookcourier.management;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;

/**
 * Takes out of Jolokia's answers what Camel's MBeans show in names and attributes: values of secret placeholders always,
 * and where callers are not known also where endpoints lead (a URL's path can be a secret of its own) and the values of
 * the user's other placeholders.
 */
final class JolokiaMask {

    private static final String HIDDEN = "xxxxxx";
    private static final int SHORTEST_SECRET = 4;
    private static final int SHORTEST_VALUE = 8;

    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(secret|passw|passphrase|token|credential|private|api[-_.]?key|access[-_.]?key|signing|webhook|url|uri).*");

    private static final Pattern URL = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*)://([^\\s\"<>]*)");

    /** Components whose endpoints lead nowhere outside of this process. */
    private static final Set<String> INSIDE = Set.of(
            "direct", "seda", "timer", "log", "bean", "class", "sql", "platform-http", "ref", "scheduler", "mock");

    /** The names of Camel's XML, which are no addresses. */
    private static final String CAMEL_NAMES = "camel.apache.org/";

    private final List<String> hidden;
    private final boolean hideUrls;

    /**
     * @param placeholders key and value of all
     * @param ours whether a key is one of the service's or Camel's own
     * @param secrets beside them
     */
    JolokiaMask(
            Map<String, String> placeholders,
            Predicate<String> ours,
            Collection<String> secrets,
            boolean callersAreKnown) {
        List<String> values = new ArrayList<>(secrets);
        placeholders.forEach((key, value) -> {
            boolean secret = !ours.test(key) && SECRET_KEY.matcher(key).matches();
            boolean users = !ours.test(key) && !callersAreKnown && value.length() >= SHORTEST_VALUE;
            if (secret || users) {
                values.add(value);
            }
        });
        values.removeIf(value -> value == null || value.length() < SHORTEST_SECRET);
        values.sort(Comparator.comparingInt(String::length).reversed());
        this.hidden = List.copyOf(values);
        this.hideUrls = !callersAreKnown;
    }

    /** The answer with nothing in it that is to be hidden; the one given must not be used any more. */
    Object masked(Object answer) {
        if (answer instanceof String text) {
            return masked(text);
        }
        if (answer instanceof JSONObject object) {
            JSONObject masked = new JSONObject();
            object.forEach((key, value) -> masked.put(masked(key), masked(value)));
            return masked;
        }
        if (answer instanceof Map<?, ?> map) {
            Map<String, Object> masked = new LinkedHashMap<>();
            map.forEach((key, value) -> masked.put(masked(String.valueOf(key)), masked(value)));
            return masked;
        }
        if (answer instanceof Collection<?> list) {
            JSONArray masked = new JSONArray();
            list.forEach(value -> masked.add(masked(value)));
            return masked;
        }
        return answer;
    }

    private String masked(String text) {
        if (text == null) {
            return null;
        }
        String shown = text;
        for (String value : hidden) {
            shown = shown.replace(value, HIDDEN);
        }
        return hideUrls && shown.contains("://") ? URL.matcher(shown).replaceAll(JolokiaMask::host) : shown;
    }

    private static String host(MatchResult url) {
        String rest = url.group(2);
        if (INSIDE.contains(url.group(1)) || rest.startsWith(CAMEL_NAMES)) {
            return Matcher.quoteReplacement(url.group());
        }
        String authority = rest.split("[/?#\\\\]", 2)[0];
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return Matcher.quoteReplacement(
                url.group(1) + "://" + host + (authority.length() == rest.length() ? "" : "/" + HIDDEN));
    }
}
