package io.webhookcourier.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stale rows that the database does not let be changed, each left out for a growing pause and named. Thread-safe. */
final class RefusedReleases {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedReleases.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private record Left(long untilNanos, Duration pause) {}

    private final LongSupplier nanoTime;
    private final Map<String, Left> rows = new HashMap<>();

    RefusedReleases(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized List<String> leftOut() {
        long now = nanoTime.getAsLong();
        List<String> ids = new ArrayList<>();
        rows.forEach((id, left) -> {
            if (left.untilNanos() - now > 0) {
                ids.add(id);
            }
        });
        return ids;
    }

    synchronized void add(String id, String reason) {
        Left known = rows.get(id);
        if (known == null && rows.size() >= MOST) {
            rows.clear();
        }
        Duration pause = known == null ? FIRST_PAUSE : known.pause().multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        rows.put(id, new Left(nanoTime.getAsLong() + pause.toNanos(), pause));
        LOG.error(
                "The database refuses to release the stale lock of event {}: {}. It will be retried in {} min.",
                id,
                reason,
                pause.toMinutes());
    }
}
