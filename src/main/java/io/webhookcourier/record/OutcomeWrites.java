package io.webhookcourier.record;

import io.webhookcourier.database.Bisection;
import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.worker.Trouble;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a batch of outcomes, or as many of it as the database accepts. A row that the database refuses never holds up
 * another: it is written without its texts, or, when rows beside it are accepted, becomes FAILED with the reason; and when
 * nothing at all may be changed in it, what happened is in the attempt log and among the delivered keys, and the row is
 * tried again after a growing pause. Not thread-safe: the recorder's own.
 */
final class OutcomeWrites {

    /** Notified of what is written. */
    @FunctionalInterface
    interface Sink {

        /**
         * @param batch what is written now
         * @param news those of which nothing was written before
         */
        void settled(List<AttemptRecord> batch, List<AttemptRecord> news, RecordWriter.Written written);
    }

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeWrites.class);

    /** After this many refused rows and none that is accepted, the reason is not in the rows. */
    private static final int ALL = 3;

    /** After this many refused rows and none that is accepted, the rest of a batch is not tried one by one. */
    private static final int ENOUGH = 8;

    private record Refused(AttemptRecord attempt, SQLException cause) {}

    private final RecordWriter writer;
    private final DatabaseClock clock;
    private final SetAside setAside;
    private final Sink sink;
    private final Trouble trouble;

    /** By the row's new status, when a row was last accepted with it. */
    private final Map<String, Long> acceptedNanos = new HashMap<>();

    /** Events whose row was refused since one was accepted. */
    private final Set<String> refusedInARow = new HashSet<>();

    private boolean everyRowRefused;

    OutcomeWrites(RecordWriter writer, DatabaseClock clock, SetAside setAside, Sink sink, Trouble trouble) {
        this.writer = writer;
        this.clock = clock;
        this.setAside = setAside;
        this.sink = sink;
        this.trouble = trouble;
    }

    /**
     * Each attempt is either written or set aside afterwards.
     *
     * @throws SQLException when the database is unavailable; what is neither written nor set aside is to be given again
     */
    void write(List<AttemptRecord> batch) throws SQLException {
        Pass pass = new Pass();
        pass.write(batch);
        if (pass.refused.isEmpty()) {
            everyRowRefused = false;
            trouble.recordWorked();
        } else {
            pass.afterRefusals();
        }
    }

    private void settle(List<AttemptRecord> batch, RecordWriter.Written written) {
        long now = clock.nanoTime();
        for (AttemptRecord attempt : batch) {
            acceptedNanos.put(attempt.status(), now);
        }
        refusedInARow.clear();
        List<AttemptRecord> news = news(batch);
        setAside.removeAll(batch);
        sink.settled(batch, news, written);
    }

    private List<AttemptRecord> news(List<AttemptRecord> batch) {
        return setAside.isEmpty()
                ? batch
                : batch.stream()
                        .filter(attempt -> !setAside.hasHappened(attempt))
                        .toList();
    }

    private final class Pass {

        private final long startedNanos = clock.nanoTime();
        private final List<Refused> refused = new ArrayList<>();
        private int accepted;

        void write(List<AttemptRecord> batch) throws SQLException {
            try {
                settle(batch, writer.write(batch));
                accepted += batch.size();
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
                    setAside.locked(attempt, clock.nanoTime());
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
                setAside.locked(batch.get(0), clock.nanoTime());
            } else {
                writeHalves(batch);
            }
        }

        private void writeAroundRefusal(List<AttemptRecord> batch, SQLException cause) throws SQLException {
            boolean enough = accepted == 0 && refused.size() >= (everyRowRefused ? 1 : ENOUGH);
            if (batch.size() > 1 && !enough) {
                writeHalves(batch);
            } else {
                batch.forEach(attempt -> refused.add(new Refused(attempt, cause)));
            }
        }

        private void writeHalves(List<AttemptRecord> batch) throws SQLException {
            int middle = batch.size() / 2;
            write(batch.subList(0, middle));
            write(batch.subList(middle, batch.size()));
        }

        void afterRefusals() throws SQLException {
            List<Refused> left = new ArrayList<>();
            for (Refused one : refused) {
                boolean hopeless = accepted == 0 && left.size() >= ENOUGH;
                if (hopeless || !writeLess(one) && !writeFailed(one)) {
                    left.add(one);
                }
            }
            report(left);
            Bisection.write(left, this::writeWhatHappened, this::setAside);
        }

        /** @return whether the row takes the outcome without its texts */
        private boolean writeLess(Refused one) throws SQLException {
            AttemptRecord attempt = one.attempt();
            for (AttemptRecord less : List.of(attempt.withoutLastError(), attempt.bare())) {
                if (!less.recorded().equals(attempt.recorded()) && accepts(attempt, less)) {
                    LOG.warn(
                            "The outcome of {} is recorded without its texts: {}",
                            attempt.event(),
                            WriteFailure.reason(one.cause()));
                    return true;
                }
            }
            return false;
        }

        /** Only where rows beside it are accepted: what refuses all of them passes, and no event must fail for it. */
        private boolean writeFailed(Refused one) throws SQLException {
            AttemptRecord attempt = one.attempt();
            Long others = acceptedNanos.get(attempt.status());
            boolean othersAreAccepted = others != null && others - setAside.firstNanos(attempt, startedNanos) >= 0;
            String reason = WriteFailure.reason(one.cause());
            if (!attempt.canFail() || !othersAreAccepted || !accepts(attempt, attempt.failing(reason))) {
                return false;
            }
            LOG.error(
                    "Event {} was {}, but is FAILED in its table, because the database refuses any other state: {}",
                    attempt.event().id(),
                    attempt.recorded().outcome(),
                    reason);
            trouble.rowRefused(attempt.event().id(), reason);
            return true;
        }

        private boolean accepts(AttemptRecord attempt, AttemptRecord instead) throws SQLException {
            try {
                RecordWriter.Written written = writer.write(List.of(instead));
                if (instead.refusal() == null) {
                    accepted++;
                    settle(List.of(attempt), written);
                } else {
                    List<AttemptRecord> news = news(List.of(attempt));
                    setAside.remove(attempt);
                    sink.settled(List.of(attempt), news, written);
                }
                return true;
            } catch (SQLException e) {
                if (WriteFailure.of(e) == WriteFailure.UNAVAILABLE) {
                    throw e;
                }
                return false;
            }
        }

        private void report(List<Refused> left) {
            if (accepted > 0 || left.isEmpty()) {
                everyRowRefused = false;
                trouble.recordWorked();
                return;
            }
            String reason = WriteFailure.reason(left.get(0).cause());
            left.forEach(one -> refusedInARow.add(one.attempt().event().id()));
            if (refusedInARow.size() >= ALL) {
                if (!everyRowRefused) {
                    LOG.error(
                            "{} outcomes could not be recorded, because the database refuses every row: {}. They will be retried"
                                    + " after a growing pause.",
                            left.size(),
                            reason);
                }
                everyRowRefused = true;
            }
            if (everyRowRefused) {
                trouble.recordFailed("the database refuses every row: " + reason);
            }
        }

        private void writeWhatHappened(List<Refused> batch) throws SQLException {
            List<Refused> news = new ArrayList<>();
            for (Refused one : batch) {
                if (setAside.hasHappened(one.attempt())) {
                    setAside.refused(one.attempt(), clock.nanoTime(), everyRowRefused);
                } else {
                    news.add(one);
                }
            }
            if (news.isEmpty()) {
                return;
            }
            List<AttemptRecord> attempts = news.stream().map(Refused::attempt).toList();
            RecordWriter.Written written = writer.writeWhatHappened(attempts);
            news.forEach(one -> name(one, "is in the attempt log, but cannot be written to its row"));
            for (AttemptRecord attempt : attempts) {
                setAside.happened(attempt, attempt.withoutPayload(), clock.nanoTime(), everyRowRefused);
            }
            sink.settled(attempts, attempts, written);
        }

        private void setAside(Refused one, SQLException cause) {
            AttemptRecord attempt = one.attempt();
            name(one, "could not be recorded");
            setAside.refused(attempt, clock.nanoTime(), everyRowRefused);
        }

        private void name(Refused one, String what) {
            AttemptRecord attempt = one.attempt();
            boolean first = setAside.firstNanos(attempt, startedNanos) == startedNanos;
            if (first && !everyRowRefused) {
                String reason = WriteFailure.reason(one.cause());
                LOG.error(
                        "The outcome {} of event {} {}: {}. It will be retried after a growing pause.",
                        attempt.recorded().outcome(),
                        attempt.event().id(),
                        what,
                        reason);
                trouble.rowRefused(attempt.event().id(), reason);
            }
        }
    }
}
