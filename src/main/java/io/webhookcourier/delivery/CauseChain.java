package io.webhookcourier.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A failure and what it wraps, outermost first. Ends where causes go in a circle. */
record CauseChain(List<Throwable> links) {

    static CauseChain of(Throwable failure) {
        List<Throwable> links = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable link = failure; link != null && seen.add(link); link = link.getCause()) {
            links.add(link);
        }
        return new CauseChain(List.copyOf(links));
    }

    /** The outermost link of this type, or null. */
    <T> T first(Class<T> type) {
        return links.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    Throwable innermost() {
        return links.get(links.size() - 1);
    }

    /** The innermost failure of the database, or null. Told by name: these rules stay free of JDBC. */
    Throwable innermostOfDatabase() {
        Throwable innermost = null;
        for (Throwable link : links) {
            if (isOfDatabase(link.getClass())) {
                innermost = link;
            }
        }
        return innermost;
    }

    private static boolean isOfDatabase(Class<?> type) {
        for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
            if (ancestor.getName().equals("java.sql.SQLException")) {
                return true;
            }
        }
        return false;
    }
}
