package io.webhookcourier.console;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.inspection.EventFilter;
import io.webhookcourier.inspection.EventStatus;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayFilter.Ended;
import io.webhookcourier.text.Trimmed;
import io.webhookcourier.web.BadRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The filter of the list of events as it is typed into its form; times are UTC. */
final class Fields {

    /** In the list of statuses, though it is an outcome: SUCCEEDED without a request. */
    static final String SKIPPED = "SKIPPED";

    private static final int LAST_YEAR = 9999;
    private static final List<String> NAMES =
            List.of("find", "status", "workspace", "type", "lead", "error", "from", "until");

    private final Map<String, String> values;

    private Fields(Map<String, String> values) {
        this.values = values;
    }

    /** Takes what it knows out of a query or a form. */
    static Fields of(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = Trimmed.of(given.getOrDefault(name, "").replace("\0", ""));
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        return new Fields(values);
    }

    Map<String, String> values() {
        return values;
    }

    /** @throws BadRequestException for what cannot be a filter */
    EventFilter filter() {
        String status = values.get("status");
        boolean skipped = SKIPPED.equals(status);
        if (status != null && !skipped && EventStatus.listOf(status).isEmpty()) {
            throw new BadRequestException("Status is one of " + EventStatus.names() + " or " + SKIPPED + ".");
        }
        return new EventFilter(
                status == null || skipped
                        ? List.of()
                        : EventStatus.listOf(status).orElseThrow(),
                values.get("workspace"),
                values.get("type"),
                values.get("lead"),
                moment("from"),
                moment("until"),
                values.get("error"),
                null,
                skipped ? Outcome.SKIPPED : null);
    }

    /** What a replay of these would choose: what failed, unless it says SUCCEEDED or SKIPPED. */
    ReplayFilter replayFilter() {
        EventFilter filter = filter();
        if (filter.leadId() != null || values.containsKey("find")) {
            throw new BadRequestException("A replay of many events cannot choose by lead or id.");
        }
        return new ReplayFilter(
                ended(filter),
                filter.workspaceId(),
                filter.eventType(),
                filter.from(),
                filter.until(),
                filter.errorText());
    }

    private static Ended ended(EventFilter filter) {
        if (filter.outcome() == Outcome.SKIPPED) {
            return Ended.SKIPPED;
        }
        return filter.statuses().equals(List.of(EventStatus.SUCCEEDED)) ? Ended.SUCCEEDED : Ended.FAILED;
    }

    private Instant moment(String name) {
        String value = values.get(name);
        try {
            return value == null ? null : withinDates(LocalDateTime.parse(value));
        } catch (DateTimeException e) {
            throw new BadRequestException("A time is written as 2026-03-01T10:00, in UTC.");
        }
    }

    /** What PostgreSQL stores has a wider range than any meaningful value. */
    private static Instant withinDates(LocalDateTime moment) {
        if (moment.getYear() < 1 || moment.getYear() > LAST_YEAR) {
            throw new BadRequestException("A time lies in the years 1 to " + LAST_YEAR + ".");
        }
        return moment.toInstant(ZoneOffset.UTC);
    }
}
