package io.webhookcourier.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a page says at its top about what was just done. Only these texts: a URL must not be able to put words there. */
public enum Notice {
    REPLAYED("The event is due now and will be sent again."),
    PAUSED("Deliveries are paused. What is in flight ends as it would have."),
    RESUMED("Deliveries go on."),
    WORKSPACE_PAUSED("Deliveries of the workspace are paused."),
    UNKNOWN_WORKSPACE_PAUSED(
            "Deliveries of the workspace are paused, but no settings row and no event names it: check the id."),
    WORKSPACE_RESUMED("Deliveries of the workspace go on."),
    UNCHANGED("Nothing was changed: it was already so."),
    RELEASED("Stale locks were released; their events are tried again."),
    NOTHING_RELEASED("No lock was stale: there was nothing to release."),
    REPLAY_STARTED("The replay has begun."),
    REPLAY_STOPPED("The replay is stopped. What it has put back stays so."),
    REPLAY_GOES_ON("The replay continues where it stopped.");

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
