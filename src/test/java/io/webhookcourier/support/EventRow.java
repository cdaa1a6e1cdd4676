package io.webhookcourier.support;

import java.time.Instant;
import java.util.UUID;

/** A row of {@code "WebhookEvent"} in the making: due, deliverable, of provider CRM, unless changed. */
public final class EventRow {

    String id = UUID.randomUUID().toString();
    String provider = "CRM";
    String eventType = "lead_created";
    String dedupeKey;
    String status = "PENDING";
    Instant runAt;
    int attempts;
    int maxAttempts = 8;
    Instant lockedAt;
    String lockedBy;
    Instant startedAt;
    String workspaceId = "workspace-1";
    String raw;
    Instant createdAt;

    EventRow() {}

    public EventRow id(String value) {
        id = value;
        return this;
    }

    public EventRow provider(String value) {
        provider = value;
        return this;
    }

    public EventRow eventType(String value) {
        eventType = value;
        return this;
    }

    /** Default: one that no other row has. */
    public EventRow dedupeKey(String value) {
        dedupeKey = value;
        return this;
    }

    public EventRow status(String value) {
        status = value;
        return this;
    }

    /** Default: a second ago, by the database's clock. */
    public EventRow runAt(Instant value) {
        runAt = value;
        return this;
    }

    public EventRow attempts(int value) {
        attempts = value;
        return this;
    }

    public EventRow maxAttempts(int value) {
        maxAttempts = value;
        return this;
    }

    /** Makes the row RUNNING, owned by another program. */
    public EventRow locked(Instant at, String by) {
        status = "RUNNING";
        lockedAt = at;
        startedAt = at;
        lockedBy = by;
        return this;
    }

    public EventRow workspaceId(String value) {
        workspaceId = value;
        return this;
    }

    /** JSON; default: an event of lead {@code lead-1} with a small row. */
    public EventRow raw(String value) {
        raw = value;
        return this;
    }

    /** Default: now, by the database's clock. */
    public EventRow createdAt(Instant value) {
        createdAt = value;
        return this;
    }
}
