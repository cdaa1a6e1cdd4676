package io.webhookcourier.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of the path space that routes take: a route without further segments takes its path, any other everything
 * under its first segment.
 */
public final class WebAreas {

    private WebAreas() {}

    /** As Vert.x's router reads them, such as {@code /audit} and {@code /events/*}. */
    public static List<String> of(Collection<? extends WebRoute> routes) {
        Map<String, String> areas = new LinkedHashMap<>();
        for (WebRoute route : routes) {
            int end = route.path().indexOf('/', 1);
            String first = end < 0 ? route.path() : route.path().substring(0, end);
            areas.merge(first, end < 0 ? first : first + "/*", (one, other) -> one.endsWith("*") ? one : other);
        }
        return List.copyOf(areas.values());
    }
}
