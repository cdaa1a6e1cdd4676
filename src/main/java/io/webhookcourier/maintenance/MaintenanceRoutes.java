package io.webhookcourier.maintenance;

import io.webhookcourier.metrics.CourierMetrics;
import io.webhookcourier.metrics.LatestQueueReading;
import io.webhookcourier.operations.DeadWorkers;
import io.webhookcourier.operations.StaleRelease;
import io.webhookcourier.text.Counted;
import io.webhookcourier.worker.WorkerWatch;
import io.webhookcourier.worker.WorkerWatch.Beat;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Periodic maintenance beside the deliveries: in Java, so that no edit of a route file can stop it. */
public final class MaintenanceRoutes extends BackgroundRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceRoutes.class);

    private final List<StaleRelease> releases;
    private final DeadWorkers deadWorkers;
    private final CourierMetrics metrics;
    private final LatestQueueReading queueReading;
    private final WorkerWatch workers;
    private final Runnable wake;

    /**
     * @param releases of each queue
     * @param workers is shown the heartbeats and knows which workers are dead
     * @param wake called when rows were released and so may be due
     */
    public MaintenanceRoutes(
            List<StaleRelease> releases,
            DeadWorkers deadWorkers,
            CourierMetrics metrics,
            LatestQueueReading queueReading,
            WorkerWatch workers,
            Runnable wake) {
        super(Level.WARN);
        this.releases = List.copyOf(releases);
        this.deadWorkers = deadWorkers;
        this.metrics = metrics;
        this.queueReading = queueReading;
        this.workers = workers;
        this.wake = wake;
    }

    @Override
    void atIntervals() {
        from("timer:watch-workers?period=1000&delay=0")
                .routeId("watch-workers")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Watches the heartbeats of all workers, and releases the rows of dead ones")
                .to("sql:classpath:sql/maintenance/read-heartbeats.sql?dataSource=#dataSource")
                .process(this::watch)
                .filter(exchange -> !workers.dead().isEmpty())
                .to("direct:release-stale-locks")
                .process(exchange -> forgetDeadWorkers());

        from("timer:watch-locks?period=10000&delay=1000")
                .routeId("watch-locks")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Looks for stale locks, of any holder")
                .filter(exchange -> workers.mayJudgeOthers())
                .to("direct:release-stale-locks");

        from("direct:release-stale-locks")
                .routeId("release-stale-locks")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Releases the rows of dead workers and stale locks of this service's providers")
                .process(exchange -> releaseStaleLocks());

        from("timer:read-queue-metrics?period=1000&delay=500")
                .routeId("read-queue-metrics")
                .routeConfigurationId(INTERNAL_CONFIGURATION)
                .routeDescription("Reads the queue's metrics, every few seconds at most")
                .process(exchange -> queueReading.refresh());
    }

    /** Without a row there is no worker yet, not even this one. */
    private void watch(Exchange exchange) {
        List<?> rows = exchange.getIn().getBody(List.class);
        if (!rows.isEmpty()) {
            long nowMicros = (Long) ((Map<?, ?>) rows.get(0)).get("now_micros");
            workers.observe(
                    nowMicros, rows.stream().map(row -> beat((Map<?, ?>) row)).toList());
        }
    }

    private static Beat beat(Map<?, ?> row) {
        return new Beat((String) row.get("id"), (String) row.get("heartbeat"), Duration.ofMillis((Long)
                row.get("lease_millis")));
    }

    private void forgetDeadWorkers() throws SQLException {
        for (String worker : deadWorkers.forget()) {
            LOG.warn("Worker {} is dead; all its rows were released.", worker);
        }
    }

    private void releaseStaleLocks() throws SQLException {
        for (StaleRelease queue : releases) {
            countReleases(queue.release());
        }
    }

    private void countReleases(List<StaleRelease.Released> released) {
        for (StaleRelease.Released release : released) {
            metrics.locksReleased(release.reason(), release.rows());
            LOG.warn(
                    "Released {} ({}){}",
                    Counted.of(release.rows(), "row"),
                    release.reason(),
                    release.failed() ? ", failed because no attempts were left" : "");
        }
        if (!released.isEmpty()) {
            wake.run();
        }
    }
}
