package io.webhookcourier.service;

import com.zaxxer.hikari.HikariDataSource;
import io.webhookcourier.api.ApiHandler;
import io.webhookcourier.api.ApiRoute;
import io.webhookcourier.config.Settings;
import io.webhookcourier.console.ConsoleDoor;
import io.webhookcourier.console.ConsoleHandler;
import io.webhookcourier.console.ConsoleRoute;
import io.webhookcourier.database.Database;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebPort;
import io.webhookcourier.worker.WorkerWatch;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * API and console on the service's HTTP server. Nothing of them is loaded, and no connection is made for them, before
 * the first request: they must not slow the start. They share two connections of their own and take none of those that
 * deliveries use.
 */
final class WebAccess implements AutoCloseable {

    private static final int CONNECTIONS = 2;

    /** Beyond the payload: the other fields of the request. */
    private static final int ROOM_BESIDE_THE_PAYLOAD = 64 * 1024;

    private static final int LARGEST_FORM = 64 * 1024;

    private final Settings settings;
    private final Database database;
    private final QueueStatements statements;
    private final EgressPolicy egress;
    private final WorkerWatch workers;
    private final Entrance entrance;
    private final WebPort port;
    private HikariDataSource pool;

    private WebAccess(
            Settings settings,
            Entrance entrance,
            Database database,
            QueueStatements statements,
            EgressPolicy egress,
            WorkerWatch workers,
            WebPort port) {
        this.settings = settings;
        this.database = database;
        this.statements = statements;
        this.egress = egress;
        this.workers = workers;
        this.entrance = entrance;
        this.port = port;
    }

    /** @param workers knows which workers are dead */
    static WebAccess open(
            VertxPlatformHttpRouter router,
            Settings settings,
            Entrance entrance,
            Database database,
            QueueStatements statements,
            EgressPolicy egress,
            WorkerWatch workers) {
        WebPort port = new WebPort(router, router.vertx(), entrance.door(), largestEvent(settings));
        WebAccess access = new WebAccess(settings, entrance, database, statements, egress, workers, port);
        access.serve();
        return access;
    }

    private static int largestEvent(Settings settings) {
        return settings.delivery().payloadLimit() + ROOM_BESIDE_THE_PAYLOAD;
    }

    private void serve() {
        port.serve(
                List.of(ApiRoute.values()),
                largestEvent(settings),
                false,
                entrance.api(),
                new LazyHandler<>(this::api));
        ConsoleDoor door = entrance.console();
        WebHandler<ConsoleRoute> console = new LazyHandler<>(() -> console(door));
        port.serve(List.of(ConsoleRoute.values()), LARGEST_FORM, true, door, console);
        port.serveMissingPages(door, console);
    }

    private ApiHandler api() {
        return new ApiHandler(inspection(), operations());
    }

    private ConsoleHandler console(ConsoleDoor door) {
        return new ConsoleHandler(door, inspection(), operations(), InstantSource.system());
    }

    private Inspection inspection() {
        return Inspection.of(pool(), settings, egress);
    }

    private Operations operations() {
        return Operations.ofWorker(
                pool(),
                statements,
                settings.queue().providers(),
                settings.queue().staleLock(),
                settings.instanceId(),
                workers);
    }

    private synchronized HikariDataSource pool() {
        if (pool == null) {
            pool = database.smallPool("web", CONNECTIONS);
        }
        return pool;
    }

    @Override
    public synchronized void close() {
        port.close();
        if (pool != null) {
            pool.close();
        }
    }
}
