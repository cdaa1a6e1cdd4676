package io.webhookcourier.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** The last {@value #KEPT} requests. Thread-safe. */
final class LastRequests {

    static final int KEPT = 50;

    private final Deque<ReceivedRequest> newestFirst = new ArrayDeque<>();

    synchronized void add(ReceivedRequest request) {
        newestFirst.addFirst(request);
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    synchronized List<ReceivedRequest> newestFirst() {
        return List.copyOf(newestFirst);
    }

    /** Whether one of the genuine requests had this value in this header. */
    synchronized boolean hasGenuine(String header, String value) {
        return newestFirst.stream()
                .filter(ReceivedRequest::genuine)
                .anyMatch(request -> Objects.equals(request.headers().get(header), value));
    }
}
