package io.webhookcourier.api;

import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path and a method that the API answers.
 *
 * @param template such as {@code /events/{id}}, below {@code /api/v1}
 */
record ApiRoute(String method, String template, Action action) {

    /** What is done, with what stands in the path for each name in braces. */
    @FunctionalInterface
    interface Action {
        WebResponse answer(WebRequest request, List<String> variables) throws SQLException;
    }

    /** What stands for the names in braces, or empty when the path is another. */
    Optional<List<String>> match(List<String> segments) {
        String[] parts =
                template.equals("/") ? new String[0] : template.substring(1).split("/");
        if (parts.length != segments.size()) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].startsWith("{")) {
                variables.add(segments.get(i));
            } else if (!parts[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
