package io.webhookcourier.inspection;

import java.util.Comparator;

/** The order of lists of events: latest runAt first, then the higher status; ids are for the database to compare. */
final class EventOrder {

    static final Comparator<EventLine> OF_LINES = Comparator.comparing(EventLine::runAt)
            .thenComparing(EventLine::status)
            .reversed();

    private EventOrder() {}

    /** Whether the line comes before the place, or is it, where both are of different statuses. */
    static boolean reaches(EventLine line, EventCursor place) {
        int byTime = line.runAt().compareTo(Utc.of(place.runAt()));
        return byTime > 0 || byTime == 0 && line.status().compareTo(place.status()) >= 0;
    }
}
