package io.webhookcourier.service;

import io.webhookcourier.database.Database;
import io.webhookcourier.health.Waits;
import io.webhookcourier.health.WorkExamination;
import io.webhookcourier.health.WorkProgress;
import io.webhookcourier.health.WorkWatch;
import io.webhookcourier.health.WorkerNote;
import io.webhookcourier.metrics.LatestQueueReading;
import io.webhookcourier.worker.Heartbeat;
import io.webhookcourier.worker.Trouble;
import java.time.InstantSource;

/** Builds the watch over a worker. Its connections are opened in trouble only, one at a time. */
final class WatchOverWork {

    private WatchOverWork() {}

    static WorkWatch create(
            Database database,
            Trouble trouble,
            WorkProgress progress,
            WorkExamination.Worker worker,
            LatestQueueReading queue,
            String providers,
            String workerId) {
        Heartbeat.ConnectionSource connections = () -> database.connect("watch");
        return new WorkWatch(
                new WorkExamination(
                        database.reachability(),
                        trouble,
                        progress,
                        worker,
                        queue,
                        new Waits(connections, providers),
                        InstantSource.system()),
                connections,
                new WorkerNote(connections, workerId),
                System::nanoTime);
    }
}
