package io.webhookcourier.database;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** JSON objects as parameters of statements: names that may hold any character, which PostgreSQL looks up quickly. */
public final class JsonKeys {

    private JsonKeys() {}

    public static String object(Set<String> keys) {
        return keys.stream().map(key -> member(key, 0)).collect(Collectors.joining(",", "{", "}"));
    }

    public static String object(Map<String, Integer> members) {
        return members.entrySet().stream()
                .map(member -> member(member.getKey(), member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(String key, int value) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(key)) + "\":" + value;
    }
}
