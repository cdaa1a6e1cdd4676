package io.webhookcourier.maintenance;

import io.webhookcourier.operations.BulkReplay;
import io.webhookcourier.operations.PurgeInBackground;
import java.util.List;
import org.slf4j.event.Level;

/** Long work on many rows, done in small steps: in Java, so that no edit of a route file can stop it. */
public final class OperationRoutes extends BackgroundRoutes {

    private final BulkReplay replays;
    private final List<PurgeInBackground> purges;

    /** @param purges of each queue */
    public OperationRoutes(BulkReplay replays, List<PurgeInBackground> purges) {
        super(Level.WARN);
        this.replays = replays;
        this.purges = List.copyOf(purges);
    }

    @Override
    void atIntervals() {
        from("timer:run-replays?period=1000&delay=1000")
                .routeId("run-replays")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Requeues a batch of events for every replay that is running")
                .process(exchange -> replays.nextBatchesInBackground());

        from("timer:apply-retention?delay=5000&period=" + PurgeInBackground.INTERVAL.toMillis())
                .routeId("apply-retention")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription(
                        "Removes attempts, keys and succeeded events that are past their retention, in small steps")
                .process(exchange -> purges.forEach(PurgeInBackground::work));
    }
}
