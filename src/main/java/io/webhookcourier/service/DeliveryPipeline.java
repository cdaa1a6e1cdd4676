package io.webhookcourier.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
import io.webhookcourier.claim.WakeUpListener;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.database.DatabaseClock;
import io.webhookcourier.database.LastErrorWidth;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.RetrySchedule;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.DeliveryThreads;
import io.webhookcourier.dispatch.DispatchLimits;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.health.TroubleMetrics;
import io.webhookcourier.health.WorkExamination;
import io.webhookcourier.health.WorkProgress;
import io.webhookcourier.health.WorkWatch;
import io.webhookcourier.logging.AttemptLog;
import io.webhookcourier.metrics.CourierMetrics;
import io.webhookcourier.metrics.QueueFigures;
import io.webhookcourier.record.RecordWriter;
import io.webhookcourier.record.Recorder;
import io.webhookcourier.routefiles.FailureNotices;
import io.webhookcourier.runtime.HostName;
import io.webhookcourier.statistics.OutcomeTally;
import io.webhookcourier.worker.Heartbeat;
import io.webhookcourier.worker.Lease;
import io.webhookcourier.worker.Trouble;
import io.webhookcourier.worker.WorkerIdentity;
import io.webhookcourier.worker.WorkerWatch;
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
    private final FailureRules rules = new FailureRules(new OutcomeRules(clock, SQLException.class::isInstance));
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
    private ClaimLoop pacer;

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
                    if (attempt.recorded().outcome() == Outcome.RELEASED) {
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
        Duration timeout = settings.delivery().timeout();
        runner = new AttemptRunner(
                new SendPermission(new ClaimRecheck(database.pool()), lease, clock, timeout),
                largePayloads,
                new EventRoute(template),
                rules,
                recorder,
                clock,
                timeout);
        claimer = new Claimer(
                settings.queue().providers(),
                worker,
                clock,
                progress.watching(new ClaimDueEvents(template)),
                new InDoubtClaims(database.pool(), clock::nanoTime),
                new PoisonRows(
                        clock::nanoTime,
                        new PoisonRowEnd(database.pool(), settings.instanceId(), lastErrorWidth),
                        trouble),
                trouble);
        pacer = new ClaimLoop(
                claimer,
                dispatcher,
                new WaitingLimit(dispatcher, recorder, clock::nanoTime),
                () -> lease.holds(clock.nanoTime(), settings.delivery().timeout()),
                settings.queue().pollInterval(),
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
                        "Some deliveries are still running after {} s; Camel is waiting for them.",
                        settings.shutdownTimeout().toSeconds());
            }
            failureNotices.standStill(action);
        } finally {
            dispatcher.resume();
            pacer.resume();
        }
    }

    /**
     * Claims nothing more, finishes what is in flight, releases the rest, records everything, all within the limit where the
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
            LOG.debug("The last statistics of minutes and workspaces could not be written: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handBackUnsent() {
        List<Claim> unsent = dispatcher.removeWaiting(claim -> true);
        unsent.forEach(claim -> recorder.record(claim, Verdict.released(Reason.of(Kind.SHUTDOWN))));
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
