package io.webhookcourier.service;

import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.runtime.HostName;
import io.webhookcourier.worker.Heartbeat;
import io.webhookcourier.worker.Lease;
import io.webhookcourier.worker.Trouble;
import io.webhookcourier.worker.WorkerIdentity;
import io.webhookcourier.worker.WorkerWatch;
import java.util.List;

/**
 * What every stage of a row's life shares: who this worker is, what time it is, and how long its lease holds.
 *
 * @param watch which other workers are dead
 * @param trouble what the database refuses, and since when
 */
record WorkerParts(
        WorkerIdentity identity,
        DatabaseClock clock,
        Lease lease,
        WorkerWatch watch,
        Heartbeat heartbeat,
        Trouble trouble) {

    /** @param queues all that this worker claims from */
    static WorkerParts of(Settings settings, Database database, List<QueueTable> queues) {
        Settings.Queue queue = settings.queue();
        WorkerIdentity identity = WorkerIdentity.fresh(settings.instanceId());
        DatabaseClock clock = new DatabaseClock(System::nanoTime);
        Lease lease = new Lease(clock::nanoTime, queue.deadWorkerAfter(), queue.staleLock());
        return new WorkerParts(
                identity,
                clock,
                lease,
                new WorkerWatch(
                        clock::nanoTime,
                        identity.id(),
                        queue.deadWorkerAfter(),
                        queue.staleLock(),
                        lease::mayJudgeOthers),
                new Heartbeat(
                        identity,
                        HostName.ofThisMachine(),
                        () -> database.connect("heartbeat"),
                        lease,
                        clock,
                        queue.deadWorkerAfter(),
                        queues),
                new Trouble(clock::nanoTime));
    }
}
