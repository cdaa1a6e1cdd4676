package io.webhookcourier.service;

import io.webhookcourier.attempt.ToProvider;
import io.webhookcourier.claim.ClaimRoutes;
import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.ListenAddress;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
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
import io.webhookcourier.logging.ExchangeText;
import io.webhookcourier.maintenance.FigureRoutes;
import io.webhookcourier.maintenance.MaintenanceRoutes;
import io.webhookcourier.maintenance.OperationRoutes;
import io.webhookcourier.management.Management;
import io.webhookcourier.management.QueueView;
import io.webhookcourier.metrics.RouteMetrics;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.operations.Purge;
import io.webhookcourier.operations.PurgeInBackground;
import io.webhookcourier.operations.RetentionPeriods;
import io.webhookcourier.routefiles.DeliveryRoutes;
import io.webhookcourier.routefiles.RouteReloader;
import io.webhookcourier.routemodel.ProviderRoutes;
import io.webhookcourier.tracing.RouteTracing;
import io.webhookcourier.tracing.Tracing;
import io.webhookcourier.web.HttpServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** Camel: the context, the beans that route files name, the routes, and the management server. */
final class CamelRuntime implements AutoCloseable {

    private static final int UPKEEP_SECONDS = 1;

    private final LoadedSettings loaded;
    private final Settings settings;
    private final RunningDatabase database;
    private final DeliveryPipeline pipeline;
    private final FigureRoutes figureRoutes;
    private final Path workingFolder;
    private final BooleanSupplier stopping;
    private final Main main;
    private final HttpServers httpServers = new HttpServers();
    private final Entrance entrance;
    private DeliveryHttpClient httpClient;
    private EgressPolicy egress;
    private RouteReloader reloader;
    private Management management;
    private Tracing tracing;

    /** @param stopping whether the process was asked to end, so that the rest of the start is left out */
    CamelRuntime(
            LoadedSettings loaded,
            RunningDatabase database,
            DeliveryPipeline pipeline,
            FigureRoutes figureRoutes,
            Path workingFolder,
            BooleanSupplier stopping) {
        this.stopping = stopping;
        this.loaded = loaded;
        this.settings = loaded.settings();
        this.entrance = Entrance.of(settings.http());
        this.database = database;
        this.pipeline = pipeline;
        this.figureRoutes = figureRoutes;
        this.workingFolder = workingFolder;
        this.main = new CourierMain(CamelProperties.ofRoutes(workingFolder));
    }

    /** @throws ConfigurationException when a route file does not load or a provider has no route */
    void start() {
        try {
            Properties placeholders = CamelProperties.of(loaded);
            main.setOverrideProperties(placeholders);
            // The service has a shutdown hook of its own, which stops the parts in their order.
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.bind("metricsRegistry", pipeline.registry());
            main.bind(RouteBeans.DATA_SOURCE, database.database().pool());
            main.bind("vertx", httpServers.vertx());
            main.init();
            CamelContext context = main.getCamelContext();
            // Before anything that takes time: of two services that are started together one must get both ports.
            ListeningPort.requireHttpFree(settings);
            Listening.http(context, settings);
            ExchangeText.useIn(context);
            if (settings.tracing().endpoint() != null) {
                tracing = Tracing.start(
                        context, settings.tracing(), pipeline.worker().instanceId());
            }
            ProducerTemplate template = context.createProducerTemplate();
            pipeline.connect(template);
            Optional<Demo> demo = demo(context);
            UsersHttpRoutes.guard(Listening.httpRouter(context), settings, entrance);
            egress = EgressPolicy.of(
                    settings.egress(), demo.map(Demo::exemption).stream().toList());
            useGuardedHttp(context);
            ToProvider toProvider = new ToProvider(context, new ProviderRoutes(context));
            RouteBeans.bind(
                    context.getRegistry(),
                    database.database().pool(),
                    settings,
                    pipeline,
                    egress,
                    template,
                    toProvider);
            // First, so that no route file can take the place of one of these.
            context.addRoutes(new ClaimRoutes(pipeline.dispatcher()));
            context.addRoutes(new MaintenanceRoutes(
                    operations().staleRelease(),
                    pipeline.metrics(),
                    pipeline.figures(),
                    pipeline.workers(),
                    pipeline::wake));
            context.addRoutes(figureRoutes);
            context.addRoutes(operationRoutes());
            if (demo.isPresent()) {
                context.addRoutes(demo.get().routes());
            }
            RouteTracing.useIn(context, routeIds(context));
            RouteMetrics routeMetrics = new RouteMetrics(pipeline.registry(), context, this::routesProblem);
            reloader = DeliveryRoutes.from(
                    workingFolder.resolve("routes"),
                    settings.queue().providers(),
                    context,
                    OwnHttpPaths.of(settings),
                    pipeline::standStill,
                    () -> {
                        toProvider.forget();
                        routeMetrics.refresh();
                    });
            reloader.loadFirst();
            registerHealthChecks(context);
            database.database().measure(pipeline.registry());
            if (stopping.getAsBoolean()) {
                return;
            }
            ListeningPort.requireManagementFree(settings);
            main.start();
            management();
            routeMetrics.refresh();
            management = management(context);
            if (!stopping.getAsBoolean()) {
                demo.ifPresent(Demo::begin);
                reloader.start();
            }
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            if (reloader != null) {
                reloader.explainFailedStart();
            }
            throw StartFailure.of(e, main.getCamelContext());
        }
    }

    private static Set<String> routeIds(CamelContext context) {
        return ((Model) context)
                .getRouteDefinitions().stream().map(RouteDefinition::getRouteId).collect(Collectors.toSet());
    }

    private OperationRoutes operationRoutes() {
        DataSource pool = database.database().pool();
        List<String> providers = settings.queue().providers();
        Settings.Retention kept = settings.retention();
        Purge purge = new Purge(
                pool,
                new RetentionPeriods(kept.attempts(), kept.keys(), kept.succeeded()),
                providers,
                pipeline.worker().instanceId());
        return new OperationRoutes(operations().bulkReplay(), new PurgeInBackground(purge, pipeline.clock()::nanoTime));
    }

    private Optional<Demo> demo(CamelContext context) {
        if (!settings.demo()) {
            Demo.removeFrom(database);
            return Optional.empty();
        }
        ListenAddress address = Listening.http(context, settings);
        entrance.door()
                .guard(
                        Listening.httpRouter(context),
                        Demo.PATHS,
                        settings.delivery().payloadLimit(),
                        new DemoDoor(entrance.others()));
        return Optional.of(Demo.at(address, settings, database));
    }

    /** Who is let in on the service's ports. */
    Entrance entrance() {
        return entrance;
    }

    /** What deliveries may go to; known once started. */
    EgressPolicy egress() {
        return egress;
    }

    /** The HTTP server of API, console and demo; known once started. */
    VertxPlatformHttpRouter httpRouter() {
        return Listening.httpRouter(main.getCamelContext());
    }

    /** Where that server answers; known once started. */
    ListenAddress http() {
        return Listening.http(main.getCamelContext(), settings);
    }

    /** Where health and metrics answer; known once started. */
    ListenAddress management() {
        return Listening.management(main.getCamelContext(), settings);
    }

    private void useGuardedHttp(CamelContext context) {
        httpClient = new DeliveryHttpClient(HttpClientOptions.of(settings), egress, HostResolver.system());
        for (String scheme : List.of("http", "https")) {
            HttpComponent component = new HttpComponent();
            httpClient.configure(component);
            context.addComponent(scheme, component);
        }
    }

    /** Null when the route files are what runs. */
    private String routesProblem() {
        return reloader.problem();
    }

    private Management management(CamelContext context) {
        return Management.start(
                context,
                settings,
                entrance.token(),
                new QueueView(
                        pipeline.worker().id(),
                        pipeline.figures(),
                        pipeline.metrics(),
                        pipeline.dispatcher()::running,
                        this::routesProblem),
                operations(),
                pipeline.clock());
    }

    private Operations operations() {
        return Operations.ofWorker(
                database.database().pool(),
                settings.queue().providers(),
                settings.queue().staleLock(),
                pipeline.worker().instanceId(),
                pipeline.workers());
    }

    private void registerHealthChecks(CamelContext context) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        checks.register(
                new RoutesCheck(context, settings.queue().providers(), this::routesProblem, reloader::isExchanging));
        checks.register(new DatabaseCheck(
                database.database().pool(), database.database().reachability()));
        checks.register(new QueueCheck(pipeline.figures(), pipeline.watch()::problems));
    }

    @Override
    public void close() {
        if (reloader != null) {
            reloader.close();
        }
        if (management != null) {
            management.close();
        }
        if (main.getCamelContext() != null) {
            // Deliveries have ended by now; what may be left is upkeep that waits for a database that is away.
            main.getCamelContext().getShutdownStrategy().setTimeout(UPKEEP_SECONDS);
        }
        main.stop();
        httpServers.close();
        if (tracing != null) {
            tracing.close();
        }
        if (httpClient != null) {
            httpClient.close();
        }
    }
}
