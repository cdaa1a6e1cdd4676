package io.webhookcourier.faults;

import static org.awaitility.Awaitility.await;

import io.webhookcourier.process.CourierProcess;
import io.webhookcourier.process.WorkingFolder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One service process. Its name is in the {@code lockedBy} of its rows and in the headers of its requests; a process
 * that replaces another has a name of its own.
 */
final class Worker implements AutoCloseable {

    /** Deliveries in flight at once. */
    static final int CONCURRENCY = 16;

    static final int BATCH_SIZE = 50;

    /** Rows that one worker has in hand at most: in flight, waiting, or answered and not recorded yet. */
    static final int IN_HAND = CONCURRENCY + 2 * BATCH_SIZE;

    static final Duration DELIVERY_TIMEOUT = Duration.ofMillis(2_500);
    static final Duration DEAD_AFTER = Duration.ofSeconds(5);
    static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);

    /** Within this time of a kill the dead worker's rows are free. */
    static final Duration RECOVERED_WITHIN = DEAD_AFTER.plusSeconds(5);

    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final String name;
    private final WorkingFolder folder;
    private final CourierProcess process;
    private final EventTable table;

    private Worker(String name, WorkingFolder folder, CourierProcess process, EventTable table) {
        this.name = name;
        this.folder = folder;
        this.process = process;
        this.table = table;
    }

    /** @param changes keys and variables that differ from what all workers have */
    static Worker start(String name, EventTable table, Map<String, String> changes) {
        WorkingFolder folder = WorkingFolder.create();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("courier.instance-id", name);
        settings.put("courier.crm.header-prefix", "x-" + name + "-");
        settings.put("courier.egress.allow-http", "true");
        settings.put("courier.egress.allowed-networks", "127.0.0.0/8");
        settings.put("courier.delivery.timeout", DELIVERY_TIMEOUT.toMillis() + "ms");
        settings.put("courier.delivery.concurrency", Integer.toString(CONCURRENCY));
        settings.put("courier.queue.batch-size", Integer.toString(BATCH_SIZE));
        settings.put("courier.queue.dead-worker-after", DEAD_AFTER.toSeconds() + "s");
        settings.put("courier.shutdown-timeout", SHUTDOWN_TIMEOUT.toSeconds() + "s");
        settings.put("courier.retry.initial-delay", "200ms");
        settings.put("courier.retry.maximum-delay", "1s");
        settings.put("courier.retry.jitter", "100ms");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DATABASE_URL", table.url());
        changes.forEach((key, value) -> (key.startsWith("courier.") ? settings : environment).put(key, value));
        settings.forEach(folder::set);
        return new Worker(name, folder, CourierProcess.start(folder, environment), table);
    }

    String name() {
        return name;
    }

    WorkingFolder folder() {
        return folder;
    }

    CourierProcess process() {
        return process;
    }

    /** Waits until it claims. */
    Worker awaitRunning() {
        await(name + " has a heartbeat").atMost(START_LIMIT).until(this::isRunning);
        return this;
    }

    /** Whether it has stored a heartbeat, after which it claims. */
    boolean isRunning() {
        try {
            return process.isAlive() && table.workerIsKnown(name);
        } catch (SQLException e) {
            // Before the first worker's migration there is no table of workers.
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
