package io.webhookcourier.console;

import io.webhookcourier.inspection.EventExport;
import io.webhookcourier.inspection.EventLine;
import io.webhookcourier.inspection.EventPage;
import io.webhookcourier.inspection.MomentInWords;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The list of events.
 *
 * @param fields the filter as it was typed
 * @param problem what is wrong with it, or null
 */
public record EventsModel(Map<String, String> fields, EventPage page, Instant now, String problem) {

    /** What was typed into a field; empty when nothing was. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public boolean isFiltered() {
        return fields.values().stream().anyMatch(value -> !value.isBlank());
    }

    /** Whether a replay of many can choose what this filter chooses. */
    public boolean canReplay() {
        String status = field("status");
        return problem == null
                && isFiltered()
                && field("lead").isBlank()
                && (status.isEmpty()
                        || status.equals("FAILED")
                        || status.equals("SUCCEEDED")
                        || status.equals(Fields.SKIPPED));
    }

    /** What a replay of these would send. */
    public String replayable() {
        return switch (field("status")) {
            case "SUCCEEDED" -> "matching events";
            case Fields.SKIPPED -> "matching skipped events";
            default -> "matching failed events";
        };
    }

    /** Where the next page is. */
    public String nextUrl() {
        return url("/events", true);
    }

    /** Whether the filter names statuses that the form's list has no line for. */
    public boolean severalStatuses() {
        return field("status").contains(",");
    }

    /** How many events a file holds at most. */
    public String largestExport() {
        return String.format(Locale.ROOT, "%,d", EventExport.LARGEST);
    }

    /** Where these events are as a file. */
    public String exportUrl() {
        return url("/events.csv", false);
    }

    /** Where a replay of these events begins. */
    public String replayUrl() {
        return url("/replays/new", false);
    }

    public String moment(EventLine line) {
        return MomentInWords.of(line.runAt(), now);
    }

    public String searchedBackTo() {
        return MomentInWords.full(page.searchedBackTo());
    }

    private String url(String path, boolean next) {
        String query = fields.entrySet().stream()
                .filter(field -> !field.getValue().isBlank())
                .map(field -> coded(field.getKey()) + "=" + coded(field.getValue()))
                .collect(Collectors.joining("&"));
        String after = next ? (query.isEmpty() ? "" : "&") + "after=" + coded(page.next()) : "";
        return path + (query.isEmpty() && after.isEmpty() ? "" : "?" + query + after);
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
