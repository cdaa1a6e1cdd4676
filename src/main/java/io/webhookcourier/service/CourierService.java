package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.EmbeddedDatabase;
import io.webhookcourier.database.RunningDatabase;
import io.webhookcourier.logging.StartupLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: starts its parts in their order, and stops them the other way round when the process is asked to
 * end (contract, section 1).
 */
public final class CourierService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CourierService.class);

    /** How long a database that is not there yet is waited for. */
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

    /** Beyond the shutdown timeout, for what does not depend on receivers. */
    private static final Duration EXTRA = Duration.ofSeconds(15);

    /** How often the embedded PostgreSQL's start is looked at while it is abandoned. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /** After this many checks without a process of the server, none is about to be started. */
    private static final int UNPACKING = 10;

    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final StartupLog log;
    private final Duration shutdownTimeout;
    private final Duration deliveryTimeout;
    private final Settings.Database configured;
    private final Parts parts = new Parts(this::isStopping);
    private volatile RunningDatabase database;

    private CourierService(Settings settings) {
        this.log = new StartupLog(settings);
        this.shutdownTimeout = settings.shutdownTimeout();
        this.deliveryTimeout = settings.delivery().timeout();
        this.configured = settings.database();
    }

    /**
     * Starts the service; returns when it claims, or when the process was asked to end meanwhile.
     *
     * @param workingFolder holds {@code routes/}
     * @throws ConfigurationException for a user's mistake; nothing is left running then
     */
    public static CourierService start(LoadedSettings loaded, Path workingFolder) {
        CourierService service = new CourierService(loaded.settings());
        Runtime.getRuntime().addShutdownHook(new Thread(service::stopOnSignal, "courier-shutdown"));
        try {
            service.open(loaded, workingFolder);
            return service;
        } catch (StartAbandonedException e) {
            service.close();
            return service;
        } catch (ConfigurationException e) {
            boolean abandoned = service.isStopping();
            service.close();
            if (abandoned) {
                return service;
            }
            throw loaded.withVariables(e);
        } catch (RuntimeException | Error e) {
            service.close();
            throw e;
        } catch (Exception e) {
            service.close();
            throw new IllegalStateException("the service does not start: " + e.getMessage(), e);
        }
    }

    private void open(LoadedSettings loaded, Path workingFolder) throws Exception {
        Settings settings = loaded.settings();
        ListeningPort.requireManagementFree(settings);
        ListeningPort.requireHttpFree(settings);
        log.begin();
        database = RunningDatabase.start(settings, "courier.database.url", DATABASE_LIMIT);
        parts.requireNotStopping();
        new ServiceAssembly(loaded, workingFolder, database, parts, log).start();
    }

    private boolean isStopping() {
        return stopRequested.getCount() == 0;
    }

    /** Waits until the process is asked to end. */
    public void awaitStop() {
        try {
            stopRequested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the service to end; {@link #awaitStop()} returns. */
    public void requestStop() {
        stopRequested.countDown();
    }

    /**
     * Stops claiming, finishes what is in flight within the shutdown timeout, releases what was not sent, records every
     * outcome, and lets go of the database last.
     */
    @Override
    public void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        requestStop();
        try {
            closeParts();
        } finally {
            stopped.countDown();
        }
    }

    private void closeParts() {
        StopTime time = StopTime.begin(System::nanoTime, shutdownTimeout, deliveryTimeout);
        if (database != null) {
            StuckStatements stuck = StuckStatements.cancelAfter(time, database.database());
            try {
                parts.stop(time);
            } finally {
                stuck.close();
            }
            database.close();
        }
        log.stopped();
    }

    /**
     * The JVM halts when its shutdown hooks are done; so this one waits for {@link #close()} in the main thread. There is
     * nothing to wait for while an external database is not reached yet, and nothing outside of this process while
     * the embedded PostgreSQL's programs are unpacked.
     */
    private void stopOnSignal() {
        requestStop();
        try {
            if (database == null && !(configured.embedded() && abandonEmbeddedStart())) {
                return;
            }
            if (!stopped.await(shutdownTimeout.plus(EXTRA).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The service did not stop in time; its rows are released by other workers.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there is something to wait for */
    private boolean abandonEmbeddedStart() throws InterruptedException {
        int idle = 0;
        while (database == null && idle < UNPACKING && !stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            idle = EmbeddedDatabase.abandonStart(configured.embeddedDirectory()) ? 0 : idle + 1;
        }
        return idle < UNPACKING;
    }
}
