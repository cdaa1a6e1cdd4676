package io.webhookcourier.service;

import io.webhookcourier.database.Database;
import io.webhookcourier.observability.QueueFigures;
import io.webhookcourier.observability.Waits;
import io.webhookcourier.observability.WorkExamination;
import io.webhookcourier.observability.WorkProgress;
import io.webhookcourier.observability.WorkWatch;
import io.webhookcourier.observability.WorkerNote;
import io.webhookcourier.queue.Heartbeat;
import io.webhookcourier.queue.Trouble;
import java.time.InstantSource;

/** Puts the watch over a worker together. Its connections are opened in trouble only, one at a time. */
final class WatchOverWork {

    private WatchOverWork() {}

    static WorkWatch create(
            Database database,
            Trouble trouble,
            WorkProgress progress,
            WorkExamination.Worker worker,
            QueueFigures figures,
            String providers,
            String workerId) {
        Heartbeat.ConnectionSource connections = () -> database.connect("watch");
        return new WorkWatch(
                new WorkExamination(
                        database.reachability(),
                        trouble,
                        progress,
                        worker,
                        figures,
                        new Waits(connections, providers),
                        InstantSource.system()),
                connections,
                new WorkerNote(connections, workerId),
                System::nanoTime);
    }
}
