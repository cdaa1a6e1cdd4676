package io.webhookcourier.routes;

import io.webhookcourier.observability.CourierMetrics;
import io.webhookcourier.observability.QueueFigures;
import io.webhookcourier.operations.StaleRelease;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What happens beside the deliveries, at intervals: in Java, so that no edit of a route file can stop it. */
public final class MaintenanceRoutes extends BackgroundRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceRoutes.class);

    private final StaleRelease staleRelease;
    private final CourierMetrics metrics;
    private final QueueFigures figures;
    private final BooleanSupplier mayJudgeOthers;
    private final Runnable wake;

    /**
     * @param mayJudgeOthers whether a worker without a recent heartbeat may be taken for dead now
     * @param wake called when rows were released and so may be due
     */
    public MaintenanceRoutes(
            StaleRelease staleRelease,
            CourierMetrics metrics,
            QueueFigures figures,
            BooleanSupplier mayJudgeOthers,
            Runnable wake) {
        super(Level.WARN);
        this.staleRelease = staleRelease;
        this.metrics = metrics;
        this.figures = figures;
        this.mayJudgeOthers = mayJudgeOthers;
        this.wake = wake;
    }

    @Override
    void atIntervals() {
        from("timer:watch-workers?period=1000&delay=0")
                .routeId("watch-workers")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription("Looks for workers whose heartbeat has expired, and releases their rows")
                .filter(exchange -> mayJudgeOthers.getAsBoolean())
                .to("sql:classpath:sql/find-dead-workers.sql?dataSource=#dataSource&outputType=SelectOne")
                .filter(body().isGreaterThan(0))
                .to("direct:release-stale-locks")
                .to("sql:classpath:sql/forget-dead-workers.sql?dataSource=#dataSource")
                .process(this::tellDeadWorkers);

        from("timer:watch-locks?period=10000&delay=1000")
                .routeId("watch-locks")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription("Looks for locks older than the stale lock, whoever holds them")
                .filter(exchange -> mayJudgeOthers.getAsBoolean())
                .to("direct:release-stale-locks");

        from("direct:release-stale-locks")
                .routeId("release-stale-locks")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription("Releases the rows of dead workers and stale locks of this service's providers")
                .process(exchange -> countReleases(staleRelease.release()));

        from("timer:read-queue-figures?period=1000&delay=500")
                .routeId("read-queue-figures")
                .routeConfigurationId(NONE_OF_THE_USERS)
                .routeDescription("Reads the figures of the queue, every few seconds at most")
                .process(exchange -> figures.refresh());
    }

    private void tellDeadWorkers(Exchange exchange) {
        for (Object row : exchange.getIn().getBody(List.class)) {
            LOG.warn("The worker {} has died; none of its rows is left behind.", ((Map<?, ?>) row).get("id"));
        }
    }

    private void countReleases(List<StaleRelease.Released> releases) {
        for (StaleRelease.Released release : releases) {
            metrics.locksReleased(release.reason(), release.rows());
            LOG.warn(
                    "Released {} rows ({}){}",
                    release.rows(),
                    release.reason(),
                    release.failed() ? ", failed because their attempts were used up" : "");
        }
        if (!releases.isEmpty()) {
            wake.run();
        }
    }
}
