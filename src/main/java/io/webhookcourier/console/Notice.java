package io.webhookcourier.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a page says at its top about what was just done. Only these texts: a URL must not be able to put words there. */
public enum Notice {
    REPLAYED("The event is due now and will be sent again."),
    PAUSED("Deliveries are paused. Deliveries in flight will finish."),
    RESUMED("Deliveries are resumed."),
    WORKSPACE_PAUSED("Deliveries of the workspace are paused."),
    UNKNOWN_WORKSPACE_PAUSED(
            "Deliveries of the workspace are paused, but it has no settings row and no events: check the id."),
    WORKSPACE_RESUMED("Deliveries of the workspace are resumed."),
    UNCHANGED("No change: this had already been done."),
    RELEASED("Stale locks were released; their events will be retried."),
    NOTHING_RELEASED("No lock was stale: there was nothing to release."),
    REPLAY_STARTED("The replay has started."),
    REPLAY_STOPPED("The replay has been stopped. Events that it has already replayed are not undone."),
    REPLAY_RESUMED("The replay has been resumed.");

    private final String text;

    Notice(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Notice> of(String code) {
        return Arrays.stream(values())
                .filter(notice -> notice.code().equals(code))
                .findFirst();
    }
}
