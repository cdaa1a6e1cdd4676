package io.webhookcourier.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookcourier.claim.ClaimRoutes;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.ListenAddress;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.Database;
import io.webhookcourier.database.RunningDatabase;
import io.webhookcourier.demo.Demo;
import io.webhookcourier.demo.DemoDoor;
import io.webhookcourier.egress.DeliveryHttpClient;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.HostResolver;
import io.webhookcourier.egress.HttpClientOptions;
import io.webhookcourier.health.DatabaseCheck;
import io.webhookcourier.health.QueueCheck;
import io.webhookcourier.health.RoutesCheck;
import io.webhookcourier.logging.StartupLog;
import io.webhookcourier.maintenance.MaintenanceRoutes;
import io.webhookcourier.maintenance.OperationRoutes;
import io.webhookcourier.maintenance.StatisticsRoutes;
import io.webhookcourier.management.Management;
import io.webhookcourier.management.QueueView;
import io.webhookcourier.metrics.FailingEndpoints;
import io.webhookcourier.metrics.RouteMetrics;
import io.webhookcourier.operations.DeadWorkers;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Purge;
import io.webhookcourier.operations.PurgeInBackground;
import io.webhookcourier.operations.RetentionPeriods;
import io.webhookcourier.queue.QueueTable;
import io.webhookcourier.routefiles.DeliveryRoutes;
import io.webhookcourier.routefiles.RouteReloader;
import io.webhookcourier.statistics.OutcomeTally;
import io.webhookcourier.statistics.OutcomeTallyWriter;
import io.webhookcourier.tracing.RouteTracing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** The composition root: makes every part of the service and starts it, from Camel's context to the first claim. */
final class ServiceAssembly {

    /** All that workers claim from. */
    private static final List<QueueTable> QUEUES = List.of(QueueTable.APPLICATION);

    private final LoadedSettings loaded;
    private final Settings settings;
    private final Path workingFolder;
    private final RunningDatabase running;
    private final Database database;
    private final Parts parts;
    private final StartupLog log;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** @param parts what is started is put there, also when the start fails */
    ServiceAssembly(LoadedSettings loaded, Path workingFolder, RunningDatabase running, Parts parts, StartupLog log) {
        this.loaded = loaded;
        this.settings = loaded.settings();
        this.workingFolder = workingFolder;
        this.running = running;
        this.database = running.database();
        this.parts = parts;
        this.log = log;
    }

    /**
     * Returns when rows are claimed.
     *
     * @throws ConfigurationException for a user's mistake
     * @throws StartAbandonedException when the process was asked to end meanwhile
     */
    void start() throws Exception {
        CamelHost camel = parts.start(CamelHost.open(loaded, workingFolder, registry, database.pool()));
        CamelContext context = camel.context();
        WorkerParts worker = WorkerParts.of(settings, database, QUEUES);
        QueueParts queue = QueueParts.of(QueueTable.APPLICATION, database);
        OutcomeTallyWriter tallyWriter = new OutcomeTallyWriter(database.pool());
        OutcomeTally tally = new OutcomeTally(tallyWriter);
        DeliveryParts delivery =
                DeliveryParts.of(settings, database, worker, queue, context.createProducerTemplate(), tally, registry);
        Entrance entrance = Entrance.of(settings.http());
        Optional<Demo> demo = demo(context, entrance);
        UsersHttpRoutes.guard(Listening.httpRouter(context), settings, entrance);
        EgressPolicy egress = EgressPolicy.of(
                settings.egress(), demo.map(Demo::exemption).stream().toList());
        guardHttp(context, egress);
        Operations operations = Operations.ofWorker(
                database.pool(),
                queue.statements(),
                settings.queue().providers(),
                settings.queue().staleLock(),
                settings.instanceId(),
                worker.watch());

        RouteCalls calls = RouteCalls.of(context, delivery.eventRoute(), delivery.dispatcher());
        RouteBeans.bind(context, database.pool(), settings, worker.clock(), delivery.rules(), egress, calls);
        // First, so that no route file can take the place of one of these.
        context.addRoutes(new ClaimRoutes(queue.statements(), calls.crmSettings()::prepare, delivery.dispatcher()));
        context.addRoutes(new MaintenanceRoutes(
                List.of(operations.staleRelease()),
                new DeadWorkers(database.pool(), QUEUES, worker.watch()),
                delivery.metrics(),
                delivery.queueReading(),
                worker.watch(),
                delivery.claims()::wake));
        context.addRoutes(new StatisticsRoutes(tally, tallyWriter, failingEndpoints()));
        context.addRoutes(operationRoutes(operations, queue, worker));
        if (demo.isPresent()) {
            context.addRoutes(demo.get().routes());
        }
        RouteTracing.useIn(context, routeIds(context));
        RouteMetrics routeMetrics = new RouteMetrics(registry, context);
        RouteReloader files = routeFiles(context, delivery, () -> {
            calls.forget();
            routeMetrics.refresh();
        });
        routeMetrics.register(files::problem);
        registerHealthChecks(context, files, delivery);
        database.measure(registry);
        ListeningPort.requireManagementFree(settings);
        parts.start(new RunningRoutes(camel, files));
        routeMetrics.refresh();

        ListenAddress managementAddress = Listening.management(context, settings);
        Management management = management(context, entrance, files, worker, delivery, operations);
        parts.start(Part.of(() -> demo.ifPresent(Demo::begin), management::close));
        parts.start(Part.of(files::start, files::close));
        WebAccess web = WebAccess.open(
                Listening.httpRouter(context),
                settings,
                entrance,
                database,
                queue.statements(),
                egress,
                worker.watch());
        parts.start(time -> web.close());
        log.claims(managementAddress, Listening.http(context, settings));
        Deliveries.start(parts, settings, database, worker, queue, delivery, tally);
        parts.start(time -> log.stops(delivery.dispatcher().running()));
    }

    private static Set<String> routeIds(CamelContext context) {
        return ((Model) context)
                .getRouteDefinitions().stream().map(RouteDefinition::getRouteId).collect(Collectors.toSet());
    }

    private Optional<Demo> demo(CamelContext context, Entrance entrance) {
        if (!settings.demo()) {
            Demo.removeFrom(running);
            return Optional.empty();
        }
        ListenAddress address = Listening.http(context, settings);
        entrance.door()
                .guard(
                        Listening.httpRouter(context),
                        Demo.PATHS,
                        settings.delivery().payloadLimit(),
                        new DemoDoor(entrance.others()));
        return Optional.of(Demo.at(address, settings, running));
    }

    private void guardHttp(CamelContext context, EgressPolicy egress) throws Exception {
        DeliveryHttpClient client =
                new DeliveryHttpClient(HttpClientOptions.of(settings), egress, HostResolver.system());
        parts.start(time -> client.close());
        for (String scheme : List.of("http", "https")) {
            HttpComponent component = new HttpComponent();
            client.configure(component);
            context.addComponent(scheme, component);
        }
    }

    private RouteReloader routeFiles(CamelContext context, DeliveryParts delivery, Runnable onReload) {
        return DeliveryRoutes.from(
                workingFolder.resolve("routes"),
                settings.queue().providers(),
                context,
                OwnHttpPaths.of(settings),
                new DeliveryStandstill(
                        delivery.claims(),
                        delivery.dispatcher(),
                        delivery.failureNotices(),
                        settings.shutdownTimeout()),
                onReload);
    }

    private FailingEndpoints failingEndpoints() {
        FailingEndpoints failing = new FailingEndpoints(database.pool());
        failing.register(registry);
        return failing;
    }

    private OperationRoutes operationRoutes(Operations operations, QueueParts queue, WorkerParts worker) {
        Settings.Retention kept = settings.retention();
        Purge purge = new Purge(
                database.pool(),
                queue.statements(),
                new RetentionPeriods(kept.attempts(), kept.keys(), kept.succeeded()),
                settings.queue().providers(),
                settings.instanceId());
        return new OperationRoutes(
                operations.bulkReplay(), List.of(new PurgeInBackground(purge, worker.clock()::nanoTime)));
    }

    private void registerHealthChecks(CamelContext context, RouteReloader files, DeliveryParts delivery) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        checks.register(new RoutesCheck(context, settings.queue().providers(), files::problem, files::isExchanging));
        checks.register(new DatabaseCheck(database.pool(), database.reachability()));
        checks.register(new QueueCheck(delivery.queueReading(), delivery.watch()::problems));
    }

    private Management management(
            CamelContext context,
            Entrance entrance,
            RouteReloader files,
            WorkerParts worker,
            DeliveryParts delivery,
            Operations operations) {
        return Management.start(
                context,
                settings,
                entrance.token(),
                new QueueView(
                        worker.identity().id(),
                        delivery.queueReading(),
                        delivery.metrics(),
                        delivery.dispatcher()::running,
                        files::problem),
                operations,
                worker.clock());
    }
}
