package io.webhookcourier.faults;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enqueues events at a steady pace; what a database that is away did not take is enqueued when it is back. */
final class Feeder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feeder.class);
    private static final int TICKS_A_SECOND = 10;

    private final EventTable table;
    private final int perTick;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile int next;
    private volatile int target;

    Feeder(EventTable table, int perSecond) {
        this.table = table;
        this.perTick = perSecond / TICKS_A_SECOND;
        timer.scheduleAtFixedRate(this::feed, 0, 1_000 / TICKS_A_SECOND, TimeUnit.MILLISECONDS);
    }

    /** So many more events. */
    void feed(int events) {
        target += events;
    }

    /** Continues until {@link #finish}. */
    void feedOn() {
        target = Integer.MAX_VALUE;
    }

    /** Waits until everything that was asked for is in the table, but begins nothing new after {@link #feedOn()}. */
    void finish(Duration limit) {
        if (target == Integer.MAX_VALUE) {
            target = next;
        }
        await("events enqueued").atMost(limit).until(() -> next >= target);
    }

    int fed() {
        return next;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void feed() {
        int from = next;
        int until = (int) Math.min(target, (long) from + perTick);
        if (from >= until) {
            return;
        }
        List<String> ids =
                IntStream.range(from, until).mapToObj(Answer::eventId).toList();
        try {
            table.insertEvents(ids);
            next = until;
        } catch (SQLException e) {
            LOG.debug("The same events again at the next tick: {}", e.getMessage());
        }
    }
}
