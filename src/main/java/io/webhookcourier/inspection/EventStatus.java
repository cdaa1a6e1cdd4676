package io.webhookcourier.inspection;

import io.webhookcourier.database.NamedStatement.Untyped;
import java.util.Arrays;
import java.util.List;
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

    /** The statuses that are named, separated by commas, in the enum's order; empty when one of them is none. */
    public static Optional<List<EventStatus>> listOf(String names) {
        List<Optional<EventStatus>> found = Arrays.stream(names.split(",", -1))
                .map(name -> of(name.strip()))
                .toList();
        return found.stream().allMatch(Optional::isPresent)
                ? Optional.of(found.stream()
                        .map(Optional::orElseThrow)
                        .distinct()
                        .sorted()
                        .toList())
                : Optional.empty();
    }

    /** {@code PENDING, RUNNING, SUCCEEDED or FAILED}. */
    public static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** In lower case, for a style's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a statement that compares it with the application's column, whose type it takes. */
    Untyped asParameter() {
        return new Untyped(name());
    }
}
