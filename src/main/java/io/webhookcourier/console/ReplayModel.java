package io.webhookcourier.console;

import io.webhookcourier.inspection.MomentInWords;
import io.webhookcourier.operations.ReplayBounds;
import io.webhookcourier.operations.ReplayFilter;
import io.webhookcourier.operations.ReplayPreview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A replay of many events before it starts: what it would send, to be confirmed.
 *
 * @param fields the filter as it was typed
 */
public record ReplayModel(Map<String, String> fields, ReplayFilter filter, ReplayPreview preview) {

    /** What is chosen, one condition each. */
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        conditions.add(
                switch (filter.ended()) {
                    case FAILED -> "that failed";
                    case SUCCEEDED -> "that succeeded";
                    case SKIPPED -> "that were skipped, so that nothing was sent";
                });
        add(conditions, "of workspace ", filter.workspaceId());
        add(conditions, "of type ", filter.eventType());
        add(conditions, "ended since ", moment(filter.since()));
        add(conditions, "ended before ", moment(filter.until()));
        add(conditions, "with an error that contains ", filter.errorText());
        return conditions;
    }

    public boolean succeeded() {
        return filter.ended() == ReplayFilter.Ended.SUCCEEDED;
    }

    /** How many there are, counted up to what one replay sends. */
    public String events() {
        return beyondBound()
                ? String.format(Locale.ROOT, "more than %,d", bound())
                : String.format(Locale.ROOT, "%,d", preview.events());
    }

    /** What the button promises. */
    public String sent() {
        return String.format(Locale.ROOT, "%,d", Math.min(bound(), preview.events()));
    }

    public boolean beyondBound() {
        return preview.events() > ReplayBounds.DEFAULT.maxRows();
    }

    public int bound() {
        return ReplayBounds.DEFAULT.maxRows();
    }

    public String moment(Instant moment) {
        return moment == null ? null : MomentInWords.full(moment);
    }

    private static void add(List<String> conditions, String words, String value) {
        if (value != null) {
            conditions.add(words + value);
        }
    }
}
