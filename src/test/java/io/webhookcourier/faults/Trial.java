package io.webhookcourier.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One fault: the workers it hits, the events they deliver, the receiver that counts, and the reckoning at the end. */
final class Trial implements AutoCloseable {

    private final EventTable table;
    private final Receiver receiver = new Receiver();
    private final Feeder feeder;
    private final RunningRows runningRows;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Disruption> disruptions = new ArrayList<>();
    private Duration recovery;

    /** @param eventsPerSecond the pace at which events are enqueued */
    Trial(EventTable table, int eventsPerSecond) {
        this.table = table;
        this.feeder = new Feeder(table, eventsPerSecond);
        this.runningRows = new RunningRows(table);
        try {
            table.insertWorkspaces(receiver.url());
            OddNeighbours.moveInto(table);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Receiver receiver() {
        return receiver;
    }

    Feeder feeder() {
        return feeder;
    }

    EventTable table() {
        return table;
    }

    /** Starts workers and waits until all of them claim. */
    List<Worker> startWorkers(int count) {
        List<Worker> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(startWorker(Map.of()));
        }
        started.forEach(Worker::awaitRunning);
        return started;
    }

    /** Starts a worker; it is not waited for. */
    Worker startWorker(Map<String, String> changes) {
        Worker worker = Worker.start("w" + (workers.size() + 1), table, changes);
        workers.add(worker);
        return worker;
    }

    /** Waits until the worker has sent so many requests more. */
    void awaitRequestsOf(Worker worker, int more) {
        long before = receiver.sentBy(worker.name());
        await(more + " requests of " + worker.name())
                .atMost(Duration.ofSeconds(60))
                .until(() -> receiver.sentBy(worker.name()) >= before + more);
    }

    /** Answers of this worker that came just before this moment may be repeated. */
    void disrupted(Worker worker, long atNanos) {
        disrupted(worker, atNanos, atNanos);
    }

    /** Answers of this worker that came just before or during this time may be repeated. */
    void disrupted(Worker worker, long fromNanos, long untilNanos) {
        disruptions.add(new Disruption(worker.name(), fromNanos, untilNanos));
    }

    /** Waits until a worker that can no longer act has no row; returns how long after the moment that was. */
    Duration awaitNoRowsOf(Worker worker, long sinceNanos) {
        await(worker.name() + " has no row any more")
                .atMost(Worker.RECOVERED_WITHIN.multipliedBy(3))
                .until(() -> !table.runningByWorker().containsKey(worker.name()));
        return recovered(runningRows.lastSeenWith(worker.name()) - sinceNanos);
    }

    /** Waits until more outcomes are recorded than now; returns how long after the moment that was. */
    Duration awaitProgress(long sinceNanos) throws SQLException {
        long decided = table.decided();
        await("outcomes are recorded again")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> table.decided() > decided);
        return recovered(System.nanoTime() - sinceNanos);
    }

    /** How long it took at worst until the work continued. */
    Duration recovered(long nanos) {
        Duration took = Duration.ofNanos(Math.max(0, nanos));
        recovery = recovery == null || took.compareTo(recovery) > 0 ? took : recovery;
        return took;
    }

    /** How long after a moment this worker was last seen with rows. */
    Duration lastSeenWithRows(Worker worker, long sinceNanos) {
        return recovered(runningRows.lastSeenWith(worker.name()) - sinceNanos);
    }

    /** The longest time to recover, or null when there was nothing to recover from. */
    Duration recovery() {
        return recovery;
    }

    /**
     * Waits until every event is decided, then compares table and receiver. Nothing may be lost, and no duplicate be
     * without a disruption that explains it.
     */
    Findings reckon(int mostDuplicates) throws SQLException {
        feeder.finish(Duration.ofSeconds(60));
        await("every event is SUCCEEDED or FAILED")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> table.undecided() == 0);
        Findings findings = Findings.of(table.rows(), receiver, disruptions);
        assertThat(findings.lost()).as("lost").isEmpty();
        assertThat(findings.unexplained()).as("duplicates without a reason").isEmpty();
        assertThat(findings.duplicates()).as("duplicates").hasSizeLessThanOrEqualTo(mostDuplicates);
        assertThat(receiver.badSignatures()).as("bad signatures").isEmpty();
        assertThat(findings.events()).as("events").isGreaterThanOrEqualTo(feeder.fed());
        return findings;
    }

    @Override
    public void close() {
        runningRows.close();
        feeder.close();
        workers.forEach(Worker::close);
        receiver.close();
    }
}
