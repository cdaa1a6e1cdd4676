package io.webhookcourier.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the service reads of a queue's rows or writes to them. Times are {@code timestamp} in UTC. */
public enum QueueColumn {
    /** The primary key. */
    ID("id", true),
    /** PENDING, RUNNING, SUCCEEDED or FAILED: an enum or a text. */
    STATUS("status", true),
    /** An integer. */
    ATTEMPTS("attempts", true),
    RUN_AT("runAt", true),
    LOCKED_AT("lockedAt", true),
    /** The owner token, some 100 characters. */
    LOCKED_BY("lockedBy", true),
    STARTED_AT("startedAt", true),
    FINISHED_AT("finishedAt", true),
    LAST_ERROR("lastError", true),
    UPDATED_AT("updatedAt", true),
    /** Says which route delivers the row. */
    PROVIDER("provider", false),
    EVENT_TYPE("eventType", false),
    /** Unique among the rows of all queues. */
    DEDUPE_KEY("dedupeKey", false),
    WORKSPACE_ID("workspaceId", false),
    /** The payload. */
    RAW("raw", false),
    /** An integer; null counts as 8. */
    MAX_ATTEMPTS("maxAttempts", false),
    CREATED_AT("createdAt", false);

    private static final Map<String, QueueColumn> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(QueueColumn::applicationsName, Function.identity()));

    private final String applicationsName;
    private final boolean written;

    QueueColumn(String applicationsName, boolean written) {
        this.applicationsName = applicationsName;
        this.written = written;
    }

    /** Its name in the application's table, without quotes. */
    public String applicationsName() {
        return applicationsName;
    }

    /** Whether it must be a column of the queue's own table; others may be computed, or come from another table. */
    public boolean mustBeColumn() {
        return written;
    }

    /** As {@code run_at}. */
    String inSnakeCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null when there is none of this name. */
    static QueueColumn named(String applicationsName) {
        return BY_NAME.get(applicationsName);
    }
}
