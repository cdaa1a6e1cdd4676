package io.webhookcourier.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.HostName;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.RetrySchedule;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.ClaimPacer;
import io.webhookcourier.dispatch.DeliveryThreads;
import io.webhookcourier.dispatch.DispatchLimits;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.dispatch.WaitingLimit;
import io.webhookcourier.observability.AttemptLog;
import io.webhookcourier.observability.CourierMetrics;
import io.webhookcourier.observability.OutcomeTally;
import io.webhookcourier.observability.QueueFigures;
import io.webhookcourier.observability.TroubleMetrics;
import io.webhookcourier.observability.WorkExamination;
import io.webhookcourier.observability.WorkProgress;
import io.webhookcourier.observability.WorkWatch;
import io.webhookcourier.queue.Claim;
import io.webhookcourier.queue.ClaimRecheck;
import io.webhookcourier.queue.Claimer;
import io.webhookcourier.queue.DatabaseClock;
import io.webhookcourier.queue.Heartbeat;
import io.webhookcourier.queue.LargePayloads;
import io.webhookcourier.queue.LastErrorWidth;
import io.webhookcourier.queue.Lease;
import io.webhookcourier.queue.RecordWriter;
import io.webhookcourier.queue.Recorder;
import io.webhookcourier.queue.RefusedRowEnd;
import io.webhookcourier.queue.RefusedRows;
import io.webhookcourier.queue.Trouble;
import io.webhookcourier.queue.UncertainClaims;
import io.webhookcourier.queue.WakeUpListener;
import io.webhookcourier.queue.WorkerIdentity;
import io.webhookcourier.queue.WorkerWatch;
import io.webhookcourier.routes.AttemptRunner;
import io.webhookcourier.routes.AttemptSender;
import io.webhookcourier.routes.ClaimDueEvents;
import io.webhookcourier.routes.EventRoute;
import io.webhookcourier.routes.FailureNotices;
import io.webhookcourier.routes.FailureRules;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the claim to the recorded outcome: the parts that work in the background, and the order of their start and stop. */
final class DeliveryPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPipeline.class);
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(250);

    /** A claim that takes longer has no database that answers: the end of the process does not wait for it. */
    private static final Duration LONGEST_CLAIM = Duration.ofSeconds(5);

    private static final Duration LONGEST_LAST_FIGURES = Duration.ofSeconds(2);

    /** Outcomes of deliveries that needed all the time that there was. */
    private static final Duration SHORTEST_RECORDING = Duration.ofSeconds(1);

    private final Settings settings;
    private final Database database;
    private final DatabaseClock clock = new DatabaseClock(System::nanoTime);
    private final Trouble trouble = new Trouble(clock::nanoTime);
    private final LastErrorWidth lastErrorWidth;
    private final WorkerIdentity worker;
    private final Lease lease;
    private final WorkerWatch workerWatch;
    private final Heartbeat heartbeat;
    private final FailureRules rules = new FailureRules(new OutcomeRules(clock));
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final QueueFigures figures;
    private final WorkProgress progress = new WorkProgress(clock::nanoTime);
    private final WorkWatch watch;
    private final CourierMetrics metrics;
    private final OutcomeTally tally;
    private final Recorder recorder;
    private final ExecutorService workers = DeliveryThreads.executor();
    private final Dispatcher dispatcher;
    private final WakeUpListener wakeUp;
    private AttemptRunner runner;
    private FailureNotices failureNotices;
    private Claimer claimer;
    private ClaimPacer pacer;

    /** @param tally counts the outcomes of attempts */
    DeliveryPipeline(Settings settings, Database database, OutcomeTally tally) {
        this.settings = settings;
        this.database = database;
        this.tally = tally;
        this.lastErrorWidth = new LastErrorWidth(database.pool());
        this.worker = WorkerIdentity.fresh(settings.instanceId());
        this.lease = new Lease(
                clock::nanoTime,
                settings.queue().deadWorkerAfter(),
                settings.queue().staleLock());
        this.workerWatch = new WorkerWatch(
                clock::nanoTime,
                worker.id(),
                settings.queue().deadWorkerAfter(),
                settings.queue().staleLock(),
                lease::mayJudgeOthers);
        this.heartbeat = new Heartbeat(
                worker,
                HostName.ofThisMachine(),
                () -> database.connect("heartbeat"),
                lease,
                clock,
                settings.queue().deadWorkerAfter());
        this.figures = new QueueFigures(database.pool(), settings.queue().providers(), clock::nanoTime);
        this.dispatcher = new Dispatcher(
                new DispatchLimits(
                        settings.delivery().concurrency(),
                        settings.delivery().concurrencyPerEndpoint(),
                        settings.queue().batchSize()),
                workers,
                claim -> runner.deliver(claim),
                clock::nanoTime);
        this.metrics = new CourierMetrics(registry, dispatcher::running, figures);
        this.recorder = recorder();
        this.watch = WatchOverWork.create(
                database,
                trouble,
                progress,
                new WorkExamination.Worker(
                        dispatcher::running,
                        recorder::backlog,
                        () -> lease.holds(clock.nanoTime(), settings.delivery().timeout())),
                figures,
                String.join(",", settings.queue().providers()),
                worker.id());
        TroubleMetrics.register(registry, trouble, watch);
        this.wakeUp = new WakeUpListener(() -> database.connect("wake-up"), this::wake);
    }

    private Recorder recorder() {
        Settings.Retry retry = settings.retry();
        RetrySchedule schedule = new RetrySchedule(
                retry.initialDelay(),
                retry.multiplier(),
                retry.maximumDelay(),
                retry.jitter(),
                RandomGenerator.getDefault());
        AttemptLog log = new AttemptLog();
        return new Recorder(
                new RecordWriter(database.pool(), clock, settings.instanceId(), LOCK_TIMEOUT, lastErrorWidth),
                schedule,
                clock,
                (attempt, lockLost, recordedAt) -> {
                    if (attempt.ending().outcome() == Outcome.RELEASED) {
                        claimer.handedBack(attempt.claim());
                    }
                    dispatcher.settled(List.of(attempt.claim()));
                    metrics.recorded(attempt, lockLost, recordedAt);
                    progress.recorded(attempt, lockLost, recordedAt);
                    tally.recorded(attempt, lockLost, recordedAt);
                    log.recorded(attempt, lockLost, recordedAt);
                    failureNotices.recorded(attempt, lockLost, recordedAt);
                },
                settings.queue().batchSize(),
                trouble);
    }

    /** Joins the pipeline to the routes; to be called once, before {@link #start()}. */
    void connect(ProducerTemplate template) {
        failureNotices = new FailureNotices(template, metrics::failureNotice);
        LargePayloads largePayloads = new LargePayloads(
                database.pool(),
                settings.delivery().payloadLimit(),
                Runtime.getRuntime().maxMemory(),
                clock::nanoTime);
        AttemptSender sender = new AttemptSender(
                new EventRoute(template),
                rules,
                largePayloads,
                lease,
                clock,
                settings.delivery().timeout());
        runner = new AttemptRunner(largePayloads, new ClaimRecheck(database.pool()), sender, recorder, clock);
        claimer = new Claimer(
                settings.queue().providers(),
                worker,
                clock,
                progress.watching(new ClaimDueEvents(template)),
                new UncertainClaims(database.pool(), clock::nanoTime),
                new RefusedRows(
                        clock::nanoTime,
                        new RefusedRowEnd(database.pool(), settings.instanceId(), lastErrorWidth),
                        trouble),
                trouble);
        pacer = new ClaimPacer(
                claimer,
                dispatcher,
                new WaitingLimit(dispatcher, recorder, clock::nanoTime),
                () -> lease.holds(clock.nanoTime(), settings.delivery().timeout()),
                settings.queue().pollInterval(),
                settings.queue().batchSize(),
                clock::nanoTime);
    }

    void start() {
        try {
            lastErrorWidth.read();
            heartbeat.start();
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "the first heartbeat cannot be stored in courier.worker: " + e.getMessage());
        }
        recorder.start();
        failureNotices.start();
        pacer.start();
        watch.start();
        if (!settings.database().pgbouncer()) {
            wakeUp.start();
        }
    }

    /** Looks for due rows now. */
    void wake() {
        if (pacer != null) {
            pacer.wake();
        }
    }

    /** Runs the action while nothing is claimed and no delivery is under way, as far as that can be had in time. */
    void standStill(Runnable action) throws InterruptedException {
        pacer.suspend();
        try {
            dispatcher.suspend();
            if (!dispatcher.awaitQuiet(settings.shutdownTimeout())) {
                LOG.warn(
                        "Some deliveries still run after {} s; Camel waits for them.",
                        settings.shutdownTimeout().toSeconds());
            }
            failureNotices.standStill(action);
        } finally {
            dispatcher.resume();
            pacer.resume();
        }
    }

    /**
     * Claims nothing more, finishes what runs, hands back the rest, records everything, all within the limit where the
     * database answers.
     */
    void stop(StopTime time) {
        watch.close();
        wakeUp.close();
        dispatcher.suspend();
        handBackUnsent();
        if (pacer != null) {
            pacer.close(time.atMost(LONGEST_CLAIM));
            handBackUnsent();
        }
        try {
            if (!dispatcher.awaitQuiet(time.left())) {
                LOG.warn("{} deliveries did not end within the shutdown timeout.", dispatcher.running());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!recorder.close(time.atLeast(SHORTEST_RECORDING))) {
            LOG.warn("{} outcomes could not be recorded in time; their rows are released later.", recorder.backlog());
        }
        writeLastFigures(time);
        if (failureNotices != null) {
            failureNotices.close();
        }
        heartbeat.close();
        workers.shutdown();
    }

    private void writeLastFigures(StopTime time) {
        if (time.isOver()) {
            return;
        }
        try {
            tally.writeWithin(LONGEST_LAST_FIGURES);
        } catch (SQLException e) {
            LOG.debug("The last figures of minutes and workspaces could not be written: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handBackUnsent() {
        List<Claim> unsent = dispatcher.removeWaiting(claim -> true);
        unsent.forEach(claim -> recorder.record(claim, Verdict.released("shutdown")));
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    WorkerWatch workers() {
        return workerWatch;
    }

    /** What keeps this worker from delivering. */
    WorkWatch watch() {
        return watch;
    }

    DatabaseClock clock() {
        return clock;
    }

    FailureRules rules() {
        return rules;
    }

    WorkerIdentity worker() {
        return worker;
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    CourierMetrics metrics() {
        return metrics;
    }

    QueueFigures figures() {
        return figures;
    }
}
