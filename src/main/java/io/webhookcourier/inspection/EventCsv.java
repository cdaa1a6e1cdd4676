package io.webhookcourier.inspection;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list of events as CSV (RFC 4180) for spreadsheets. Times are ISO-8601 in UTC. A value that a spreadsheet would take
 * for a formula begins with an apostrophe: errors hold what receivers answered, and identifiers what producers chose.
 */
public final class EventCsv {

    /** Names the columns. */
    public static final String HEADER =
            "id,status,outcome,provider,eventType,workspaceId,leadId,dedupeKey,runAt,attempts,"
                    + "maxAttempts,createdAt,finishedAt,lastError,outcomeReason";

    private static final String BEGINS_FORMULA = "=+-@\t\r\n";
    private static final String NEEDS_QUOTES = ",\"\r\n";

    private EventCsv() {}

    /** A line of its own, without a line break at its end. */
    public static String line(EventLine event) {
        return Stream.of(
                        event.id(),
                        event.status().name(),
                        event.outcome() == null ? null : event.outcome().name(),
                        event.provider(),
                        event.eventType(),
                        event.workspaceId(),
                        event.leadId(),
                        event.dedupeKey(),
                        moment(event.runAt()),
                        Integer.toString(event.attempts()),
                        Integer.toString(event.maxAttempts()),
                        moment(event.createdAt()),
                        moment(event.finishedAt()),
                        event.lastError(),
                        event.outcomeReason())
                .map(EventCsv::cell)
                .collect(Collectors.joining(","));
    }

    private static String moment(Instant moment) {
        return moment == null || moment.equals(Instant.MAX) || moment.equals(Instant.MIN) ? null : moment.toString();
    }

    private static String cell(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = BEGINS_FORMULA.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        boolean quoted = safe.chars().anyMatch(character -> NEEDS_QUOTES.indexOf(character) >= 0);
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
