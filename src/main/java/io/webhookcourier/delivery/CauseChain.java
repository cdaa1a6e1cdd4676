package io.webhookcourier.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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

    /** The innermost link that is one of these, or null. */
    Throwable innermost(Predicate<Throwable> these) {
        Throwable innermost = null;
        for (Throwable link : links) {
            if (these.test(link)) {
                innermost = link;
            }
        }
        return innermost;
    }
}
