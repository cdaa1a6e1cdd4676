package io.webhookcourier.queue;

import io.webhookcourier.delivery.Ending;
import io.webhookcourier.delivery.RetrySchedule;
import io.webhookcourier.delivery.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Records what became of claimed rows, many in one transaction.
 *
 * <p>Guaranteed: what was given to {@link #record} is written, unless the process ends first; a write that fails is
 * repeated, never dropped. One row that is locked by somebody else, or whose text the database refuses, does not hold
 * up the others. Not guaranteed: the order.
 */
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** While attempts come quickly, a batch gathers for this long. */
    private static final long LINGER_MILLIS = 10;

    private static final int QUICK = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LOCKED_ROWS_PAUSE = Duration.ofSeconds(1);

    private final RecordWriter writer;
    private final RetrySchedule schedule;
    private final DatabaseClock clock;
    private final RecordingListener listener;
    private final int batchSize;
    private final Trouble trouble;

    private final AtomicInteger pending = new AtomicInteger();
    private final BlockingQueue<AttemptRecord> queue = new LinkedBlockingQueue<>();
    private final List<AttemptRecord> locked = new ArrayList<>();

    /** What of the present batch is neither written nor set aside. */
    private final Set<AttemptRecord> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Thread thread = new Thread(this::run, "courier-recorder");
    private long lockedRetryNanos;

    /** Of the recorder's thread alone; what lasts is repeated elsewhere, once a minute. */
    private boolean failing;

    private volatile boolean closing;
    private volatile boolean abandoned;

    /** @param batchSize attempts of one transaction at most */
    public Recorder(
            RecordWriter writer,
            RetrySchedule schedule,
            DatabaseClock clock,
            RecordingListener listener,
            int batchSize,
            Trouble trouble) {
        this.writer = writer;
        this.schedule = schedule;
        this.clock = clock;
        this.listener = listener;
        this.batchSize = batchSize;
        this.trouble = trouble;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Records an attempt that took some time. */
    public void record(Claim claim, Verdict verdict, Instant startedAt, Duration duration) {
        pending.incrementAndGet();
        queue.add(new AttemptRecord(claim, verdict, Ending.of(verdict, claim.event(), schedule), startedAt, duration));
    }

    /** Records that nothing was attempted. */
    public void record(Claim claim, Verdict verdict) {
        record(claim, verdict, clock.instant(), Duration.ZERO);
    }

    /** Attempts that are not written yet. */
    public int backlog() {
        return pending.get();
    }

    /** Writes everything that was given, then ends; the same as {@link #close(Duration)} without a limit. */
    @Override
    public void close() {
        close(Duration.ofDays(1));
    }

    /**
     * Writes everything that was given, then ends.
     *
     * @return false when the time was not enough; the rows that were not written are released as stale later
     */
    public boolean close(Duration limit) {
        closing = true;
        try {
            thread.join(limit.toMillis());
            abandoned = true;
            thread.interrupt();
            return pending.get() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        int previous = 0;
        try {
            while (!abandoned && !(closing && queue.isEmpty() && locked.isEmpty())) {
                List<AttemptRecord> batch = gather(previous);
                previous = batch.size();
                if (!batch.isEmpty()) {
                    writeUntilDone(batch);
                }
                retryLocked();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<AttemptRecord> gather(int previous) throws InterruptedException {
        List<AttemptRecord> batch = new ArrayList<>(batchSize);
        AttemptRecord first = queue.poll(closing || !locked.isEmpty() ? 20 : 200, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            if (previous >= QUICK && queue.size() < batchSize - 1 && !closing) {
                TimeUnit.MILLISECONDS.sleep(LINGER_MILLIS);
            }
            queue.drainTo(batch, batchSize - 1);
        }
        return batch;
    }

    private void writeUntilDone(List<AttemptRecord> batch) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        open.addAll(batch);
        while (!abandoned) {
            try {
                write(List.copyOf(open));
                trouble.recordWorked();
                failing = false;
                return;
            } catch (SQLException e) {
                trouble.recordFailed(e.getMessage());
                boolean said = failing || ConnectionLoss.of(e) != ConnectionLoss.NONE;
                LOG.atLevel(said ? Level.DEBUG : Level.WARN)
                        .log("{} outcomes could not be recorded: {}. Tried again.", open.size(), e.getMessage());
                failing = true;
            } catch (RuntimeException e) {
                LOG.error("{} outcomes could not be recorded. Tried again.", open.size(), e);
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Writes the batch, or as many of it as the database takes; throws only when the database is out of reach. */
    private void write(List<AttemptRecord> batch) throws SQLException {
        try {
            settle(batch, writer.write(batch));
        } catch (SQLException e) {
            switch (WriteFailure.of(e)) {
                case UNAVAILABLE -> throw e;
                case BLOCKED -> writeAroundLocks(batch, e);
                case REFUSED -> writeAroundRefusal(batch, e);
            }
        }
    }

    private void writeAroundLocks(List<AttemptRecord> batch, SQLException cause) throws SQLException {
        var lockedIds = writer.findLocked(batch);
        List<AttemptRecord> free = new ArrayList<>();
        for (AttemptRecord attempt : batch) {
            if (lockedIds.contains(attempt.event().id())) {
                setAside(attempt);
            } else {
                free.add(attempt);
            }
        }
        if (free.size() < batch.size()) {
            if (!free.isEmpty()) {
                write(free);
            }
        } else if (batch.size() == 1) {
            LOG.debug("An outcome waits for a lock: {}", cause.getMessage());
            setAside(batch.get(0));
        } else {
            writeHalves(batch);
        }
    }

    private void writeAroundRefusal(List<AttemptRecord> batch, SQLException cause) throws SQLException {
        if (batch.size() > 1) {
            writeHalves(batch);
            return;
        }
        AttemptRecord refused = batch.get(0);
        AttemptRecord bare = refused.bare();
        if (bare.ending().equals(refused.ending())) {
            LOG.error("The outcome of {} is refused: {}. Tried again.", refused.event(), cause.getMessage());
            setAside(refused);
        } else {
            LOG.warn("The outcome of {} is recorded without its texts: {}", refused.event(), cause.getMessage());
            write(List.of(bare));
            open.remove(refused);
        }
    }

    private void writeHalves(List<AttemptRecord> batch) throws SQLException {
        int middle = batch.size() / 2;
        write(batch.subList(0, middle));
        write(batch.subList(middle, batch.size()));
    }

    private void setAside(AttemptRecord attempt) {
        open.remove(attempt);
        if (locked.isEmpty()) {
            lockedRetryNanos = clock.nanoTime() + LOCKED_ROWS_PAUSE.toNanos();
        }
        locked.add(attempt);
    }

    private void retryLocked() throws InterruptedException {
        if (!locked.isEmpty() && clock.nanoTime() - lockedRetryNanos >= 0) {
            List<AttemptRecord> again = List.copyOf(locked);
            locked.clear();
            writeUntilDone(again);
        }
    }

    private void settle(List<AttemptRecord> batch, RecordWriter.Written written) {
        Instant now = Instant.ofEpochSecond(0, written.nowMicros() * 1_000);
        for (AttemptRecord attempt : batch) {
            open.remove(attempt);
            pending.decrementAndGet();
            listener.recorded(
                    attempt,
                    written.lostLocks()
                            .contains(WorkerIdentity.claimId(attempt.event().ownerToken())),
                    now);
        }
    }
}
