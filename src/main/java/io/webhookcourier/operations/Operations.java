package io.webhookcourier.operations;

import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.worker.WorkerWatch;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Everything that operators can change, whichever way they ask: command line, API, console or JMX. Each change is one
 * transaction with its entry in {@code courier.audit}. Thread-safe.
 *
 * @param staleRelease null in a process that is not a worker: it cannot tell which workers are dead
 */
public record Operations(
        Replay replay, BulkReplay bulkReplay, Pauses pauses, Enqueue enqueue, StaleRelease staleRelease) {

    /**
     * For a process that is not a worker.
     *
     * @param statements of the queue whose rows are replayed and released
     * @param providers whose rows this service delivers; rows of others are left alone
     */
    public static Operations of(DataSource dataSource, QueueStatements statements, List<String> providers) {
        return of(dataSource, statements, providers, null);
    }

    /**
     * For a worker.
     *
     * @param statements of the queue whose rows are replayed and released
     * @param providers whose rows this service delivers; rows of others are left alone
     * @param staleLock the age at which a lock counts as stale
     * @param worker the name that goes into the attempt log
     * @param workers knows which workers are dead
     */
    public static Operations ofWorker(
            DataSource dataSource,
            QueueStatements statements,
            List<String> providers,
            Duration staleLock,
            String worker,
            WorkerWatch workers) {
        return of(
                dataSource,
                statements,
                providers,
                new StaleRelease(dataSource, statements, providers, staleLock, worker, workers));
    }

    private static Operations of(
            DataSource dataSource, QueueStatements statements, List<String> providers, StaleRelease staleRelease) {
        return new Operations(
                new Replay(dataSource, statements, providers),
                new BulkReplay(dataSource, statements, providers),
                new Pauses(dataSource),
                new Enqueue(dataSource, providers),
                staleRelease);
    }
}
