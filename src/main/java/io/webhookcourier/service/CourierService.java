package io.webhookcourier.service;

import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
import io.webhookcourier.database.RunningDatabase;
import io.webhookcourier.observability.StartupStory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: starts its parts in their order, and stops them the other way round when the process is told to
 * end (contract, section 1).
 */
public final class CourierService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CourierService.class);

    /** How long a database that is not there yet is waited for. */
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

    /** Beyond the shutdown timeout, for what does not depend on receivers. */
    private static final Duration EXTRA = Duration.ofSeconds(15);

    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final StartupStory story;
    private final Duration shutdownTimeout;
    private final RunningDatabase database;
    private DeliveryPipeline pipeline;
    private CamelRuntime camel;

    private CourierService(Settings settings, StartupStory story, RunningDatabase database) {
        this.story = story;
        this.shutdownTimeout = settings.shutdownTimeout();
        this.database = database;
    }

    /**
     * Starts the service; returns when it claims.
     *
     * @param workingFolder holds {@code routes/}
     * @throws io.webhookcourier.config.ConfigurationException for a user's mistake; nothing is left running then
     */
    public static CourierService start(LoadedSettings loaded, Path workingFolder) {
        Settings settings = loaded.settings();
        StartupStory story = new StartupStory(settings);
        story.begin();
        RunningDatabase database = RunningDatabase.start(settings, loaded.databaseLabel(), DATABASE_LIMIT);
        CourierService service = new CourierService(settings, story, database);
        Runtime.getRuntime().addShutdownHook(new Thread(service::stopOnSignal, "courier-shutdown"));
        try {
            service.pipeline = new DeliveryPipeline(settings, database.database());
            service.camel = new CamelRuntime(loaded, database, service.pipeline, workingFolder);
            service.camel.start();
            story.claims(service.camel.management());
            service.pipeline.start();
            return service;
        } catch (RuntimeException | Error e) {
            service.close();
            throw e;
        }
    }

    /** Waits until the process is told to end. */
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
     * Stops claiming, finishes what is in flight within the shutdown timeout, puts back what was not sent, records every
     * outcome, and lets go of the database last.
     */
    @Override
    public void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        requestStop();
        if (pipeline != null) {
            story.stops(pipeline.dispatcher().running());
            pipeline.stop(shutdownTimeout);
        }
        if (camel != null) {
            camel.close();
        }
        database.close();
        story.stopped();
        stopped.countDown();
    }

    /** The JVM halts when its shutdown hooks are done; so this one waits for {@link #close()} in the main thread. */
    private void stopOnSignal() {
        requestStop();
        try {
            if (!stopped.await(shutdownTimeout.plus(EXTRA).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The service did not stop in time; its rows are released by other workers.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
