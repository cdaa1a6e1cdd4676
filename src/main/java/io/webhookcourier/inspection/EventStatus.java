package io.webhookcourier.inspection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statuses of {@code "WebhookEvent"}, in the order of the table's enum (contract, section 3). */
public enum EventStatus {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED;

    /** The status of this name, however it is written; empty for any other text. */
    public static Optional<EventStatus> of(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** {@code PENDING, RUNNING, SUCCEEDED or FAILED}. */
    public static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** In lower case, for a style's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
