package io.webhookcourier.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.webhookcourier.attempt.AttemptRunner;
import io.webhookcourier.attempt.ClaimRecheck;
import io.webhookcourier.attempt.EventRoute;
import io.webhookcourier.attempt.FailureRules;
import io.webhookcourier.attempt.LargePayloads;
import io.webhookcourier.attempt.SendPermission;
import io.webhookcourier.claim.ClaimDueEvents;
import io.webhookcourier.claim.ClaimLoop;
import io.webhookcourier.claim.Claimer;
import io.webhookcourier.claim.InDoubtClaims;
import io.webhookcourier.claim.PoisonRowEnd;
import io.webhookcourier.claim.PoisonRows;
import io.webhookcourier.claim.WaitingLimit;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.RetrySchedule;
import io.webhookcourier.dispatch.DeliveryThreads;
import io.webhookcourier.dispatch.DispatchLimits;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.health.TroubleMetrics;
import io.webhookcourier.health.WorkExamination;
import io.webhookcourier.health.WorkProgress;
import io.webhookcourier.health.WorkWatch;
import io.webhookcourier.logging.AttemptLog;
import io.webhookcourier.metrics.CourierMetrics;
import io.webhookcourier.metrics.LatestQueueReading;
import io.webhookcourier.record.OutcomeListeners;
import io.webhookcourier.record.RecordWriter;
import io.webhookcourier.record.Recorder;
import io.webhookcourier.routefiles.FailureNotices;
import io.webhookcourier.statistics.OutcomeTally;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.apache.camel.ProducerTemplate;

/**
 * The stages of a row's life, wired: claim, dispatch, attempt, record, and those who learn of each outcome.
 *
 * @param eventRoute through which each attempt goes; has to forget the routes that were exchanged
 * @param threads what deliveries run on
 * @param watch what keeps this worker from delivering
 */
record DeliveryParts(
        EventRoute eventRoute,
        FailureRules rules,
        Recorder recorder,
        ExecutorService threads,
        Dispatcher dispatcher,
        ClaimLoop claims,
        LatestQueueReading queueReading,
        CourierMetrics metrics,
        FailureNotices failureNotices,
        WorkWatch watch) {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(250);

    /** @param template sends into the routes that claim and deliver */
    static DeliveryParts of(
            Settings settings,
            Database database,
            WorkerParts worker,
            QueueParts queue,
            ProducerTemplate template,
            OutcomeTally tally,
            MeterRegistry registry) {
        OutcomeListeners listeners = new OutcomeListeners();
        Recorder recorder = recorder(settings, database, worker, queue, listeners);
        FailureRules rules = new FailureRules(new OutcomeRules(worker.clock(), SQLException.class::isInstance));
        EventRoute eventRoute = new EventRoute(template.getCamelContext());
        ExecutorService threads = DeliveryThreads.executor();
        Dispatcher dispatcher = new Dispatcher(
                new DispatchLimits(
                        settings.delivery().concurrency(),
                        settings.delivery().concurrencyPerEndpoint(),
                        settings.queue().batchSize()),
                threads,
                attempts(settings, database, worker, queue, eventRoute, rules, recorder),
                worker.clock()::nanoTime);
        WorkProgress progress = new WorkProgress(worker.clock()::nanoTime);
        Claimer claimer = claimer(
                settings,
                database,
                worker,
                queue,
                progress.watching(
                        new ClaimDueEvents(template, queue.statements().queue())));
        LatestQueueReading queueReading =
                new LatestQueueReading(database.pool(), settings.queue().providers(), worker.clock()::nanoTime);
        CourierMetrics metrics = new CourierMetrics(registry, dispatcher::running, queueReading);
        FailureNotices failureNotices = new FailureNotices(template, metrics::failureNotice);
        listeners.add((attempt, lockLost, recordedAt) -> {
            if (attempt.recorded().outcome() == Outcome.RELEASED) {
                claimer.handedBack(attempt.claim());
            }
            dispatcher.settled(List.of(attempt.claim()));
        });
        List.of(metrics, progress, tally, new AttemptLog(), failureNotices).forEach(listeners::add);
        ClaimLoop claims = new ClaimLoop(
                claimer,
                dispatcher,
                new WaitingLimit(dispatcher, recorder, worker.clock()::nanoTime),
                () -> leaseHolds(settings, worker),
                settings.queue().pollInterval(),
                worker.clock()::nanoTime);
        WorkWatch watch = WatchOverWork.create(
                database,
                worker.trouble(),
                progress,
                new WorkExamination.Worker(dispatcher::running, recorder::backlog, () -> leaseHolds(settings, worker)),
                queueReading,
                String.join(",", settings.queue().providers()),
                worker.identity().id());
        TroubleMetrics.register(registry, worker.trouble(), watch);
        return new DeliveryParts(
                eventRoute, rules, recorder, threads, dispatcher, claims, queueReading, metrics, failureNotices, watch);
    }

    private static Recorder recorder(
            Settings settings, Database database, WorkerParts worker, QueueParts queue, OutcomeListeners listeners) {
        Settings.Retry retry = settings.retry();
        return new Recorder(
                new RecordWriter(
                        database.pool(),
                        queue.statements(),
                        worker.clock(),
                        settings.instanceId(),
                        LOCK_TIMEOUT,
                        queue.lastErrorWidth()),
                new RetrySchedule(
                        retry.initialDelay(),
                        retry.multiplier(),
                        retry.maximumDelay(),
                        retry.jitter(),
                        RandomGenerator.getDefault()),
                worker.clock(),
                listeners,
                settings.queue().batchSize(),
                worker.trouble());
    }

    private static AttemptRunner attempts(
            Settings settings,
            Database database,
            WorkerParts worker,
            QueueParts queue,
            EventRoute eventRoute,
            FailureRules rules,
            Recorder recorder) {
        LargePayloads largePayloads = new LargePayloads(
                database.pool(),
                queue.statements(),
                settings.delivery().payloadLimit(),
                Runtime.getRuntime().maxMemory(),
                worker.clock()::nanoTime);
        Duration timeout = settings.delivery().timeout();
        return new AttemptRunner(
                new SendPermission(
                        new ClaimRecheck(database.pool(), queue.statements()), worker.lease(), worker.clock(), timeout),
                largePayloads,
                eventRoute,
                rules,
                recorder,
                worker.clock(),
                timeout);
    }

    private static Claimer claimer(
            Settings settings, Database database, WorkerParts worker, QueueParts queue, Claimer.ClaimRoute route) {
        return new Claimer(
                settings.queue().providers(),
                worker.identity(),
                worker.clock(),
                route,
                new InDoubtClaims(database.pool(), queue.statements(), worker.clock()::nanoTime),
                new PoisonRows(
                        worker.clock()::nanoTime,
                        new PoisonRowEnd(
                                database.pool(), queue.statements(), settings.instanceId(), queue.lastErrorWidth()),
                        worker.trouble()),
                worker.trouble());
    }

    private static boolean leaseHolds(Settings settings, WorkerParts worker) {
        return worker.lease()
                .holds(worker.clock().nanoTime(), settings.delivery().timeout());
    }
}
