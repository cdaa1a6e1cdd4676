package io.webhookcourier.operations;

import io.webhookcourier.queue.QueueTable;
import java.time.Duration;
import java.util.Locale;

/** What is removed when it is past its retention. */
public enum RetentionKind {
    /** {@code courier.retention.attempts}. */
    ATTEMPTS("courier.delivery_attempt", Duration.ofHours(1)),
    /** {@code courier.retention.keys}; what is past it guards no more. */
    KEYS("courier.delivered_key", Duration.ofDays(1)),
    /** {@code courier.retention.succeeded}: rows of a queue, of this service's providers. */
    SUCCEEDED(null, Duration.ofHours(1));

    /** Null for that of the queue. */
    private final String table;

    private final Duration rest;

    RetentionKind(String table, Duration rest) {
        this.table = table;
        this.rest = rest;
    }

    /** The table's name, as SQL takes it. */
    String table(QueueTable queue) {
        return table == null ? queue.table() : table;
    }

    /** The key of its rounds in {@code courier.retention}. Each queue's rows have rounds of their own. */
    String roundOf(QueueTable queue) {
        return table != null || queue.equals(QueueTable.APPLICATION) ? id() : id() + "_" + queue.name();
    }

    /** The name of the setting. */
    public String key() {
        return "courier.retention." + id();
    }

    /** How long after one round the next one begins. */
    Duration rest() {
        return rest;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
