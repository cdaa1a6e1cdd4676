package io.webhookcourier.record;

import io.webhookcourier.database.ConnectionLoss;
import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.delivery.RecordedOutcome;
import io.webhookcourier.delivery.RetrySchedule;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.worker.Trouble;
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
 * Records the outcomes of claimed rows, many in one transaction.
 *
 * <p>Guaranteed: what was given to {@link #record} is written, unless the process ends first; a write that fails is
 * repeated, never dropped. A row that another transaction has locked, or that the database refuses, does not hold up the
 * others, see {@link OutcomeWrites}. Not guaranteed: the order.
 */
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** While attempts come quickly, a batch gathers for this long. */
    private static final long LINGER_MILLIS = 10;

    private static final int QUICK = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final OutcomeWrites writes;
    private final RetrySchedule schedule;
    private final DatabaseClock clock;
    private final RecordingListener listener;
    private final int batchSize;
    private final Trouble trouble;

    private final AtomicInteger pending = new AtomicInteger();
    private final BlockingQueue<AttemptRecord> queue = new LinkedBlockingQueue<>();
    private final SetAside setAside = new SetAside();

    /** What of the present batch is not written yet. */
    private final Set<AttemptRecord> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Thread thread = new Thread(this::run, "courier-recorder");
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
        this.schedule = schedule;
        this.clock = clock;
        this.listener = listener;
        this.batchSize = batchSize;
        this.trouble = trouble;
        this.writes = new OutcomeWrites(writer, clock, setAside, this::settle, trouble);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Records an attempt that took some time. */
    public void record(Claim claim, Verdict verdict, Instant startedAt, Duration duration) {
        pending.incrementAndGet();
        queue.add(new AttemptRecord(
                claim, verdict, RecordedOutcome.of(verdict, claim.event(), schedule), startedAt, duration));
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
            while (!abandoned && !(closing && queue.isEmpty() && !setAside.hasUnwritten())) {
                List<AttemptRecord> batch = gather(previous);
                previous = batch.size();
                if (!batch.isEmpty()) {
                    writeUntilDone(batch);
                }
                retry();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<AttemptRecord> gather(int previous) throws InterruptedException {
        List<AttemptRecord> batch = new ArrayList<>(batchSize);
        AttemptRecord first = queue.poll(closing || setAside.hasUnwritten() ? 20 : 200, TimeUnit.MILLISECONDS);
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
                writes.write(List.copyOf(open));
                open.clear();
                failing = false;
                return;
            } catch (SQLException e) {
                String reason = WriteFailure.reason(e);
                trouble.recordFailed(reason);
                boolean said = failing || ConnectionLoss.of(e) != ConnectionLoss.NONE;
                LOG.atLevel(said ? Level.DEBUG : Level.WARN)
                        .log("{} outcomes could not be recorded: {}. Retrying.", open.size(), reason);
                failing = true;
            } catch (RuntimeException e) {
                trouble.recordFailed(WriteFailure.reason(e));
                LOG.error("{} outcomes could not be recorded. Retrying.", open.size(), e);
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void retry() throws InterruptedException {
        List<AttemptRecord> due = setAside.due(clock.nanoTime());
        if (!due.isEmpty()) {
            writeUntilDone(due);
        }
    }

    private void settle(List<AttemptRecord> batch, List<AttemptRecord> news, RecordWriter.Written written) {
        Instant now = Instant.ofEpochSecond(0, written.nowMicros() * 1_000);
        batch.forEach(open::remove);
        for (AttemptRecord attempt : news) {
            pending.decrementAndGet();
            listener.recorded(attempt, written.lostLocks().contains(attempt), now);
        }
    }
}
