package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the route files at the start, and again whenever one of them has changed.
 *
 * <p>A change is tried first in a context of its own; one with a mistake leaves the running routes as they are, and is
 * said in the log and in {@link #problem()}. Routes are replaced while no delivery is in flight, so nothing is lost.
 */
public final class RouteReloader implements AutoCloseable {

    /** Stops claims and deliveries while the routes are replaced. */
    @FunctionalInterface
    public interface Standstill {
        /** Runs the action once no delivery is in flight, then lets deliveries continue. */
        void during(Runnable action) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RouteReloader.class);
    private static final long LOOK_EVERY_MILLIS = 500;

    private final RouteFiles folder;
    private final RouteLoader loader;
    private final RouteTrial trial;
    private final Standstill standstill;
    private final Runnable onReload;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "courier-route-reloader");

    private List<RouteFile> running;
    private List<RouteFile> lastSeen;
    private List<RouteFile> rejected;
    private List<String> passedOver = List.of();
    private boolean nothingRuns;
    private volatile String problem;
    private volatile boolean exchanging;

    RouteReloader(RouteFiles folder, RouteLoader loader, RouteTrial trial, Standstill standstill, Runnable onReload) {
        this.folder = folder;
        this.loader = loader;
        this.trial = trial;
        this.standstill = standstill;
        this.onReload = onReload;
        thread.setDaemon(true);
    }

    /** @throws ConfigurationException naming the file that does not load */
    public void loadFirst() {
        running = folder.read();
        lastSeen = running;
        namePassedOver();
        loader.replaceBy(running, Set.of());
    }

    /**
     * Looks for the mistake because of which the routes, though loaded, did not start.
     *
     * @throws ConfigurationException naming the file; returns when the files hold no such mistake
     */
    public void explainFailedStart() {
        trial.run(running);
    }

    /** A sentence on each file of the folder that replaces a shipped one and differs from it. */
    public List<String> replacements() {
        return folder.replacements();
    }

    /** Starts checking for changes. */
    public void start() {
        thread.start();
    }

    /** What is wrong with the files now, in one line, or null if they match the running routes. */
    public String problem() {
        return problem;
    }

    /** Whether routes are being replaced now, so that some of them do not run. */
    public boolean isExchanging() {
        return exchanging;
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private void watch() {
        try {
            while (!stopped.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                lookForChanges();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookForChanges() throws InterruptedException {
        try {
            List<RouteFile> files = folder.read();
            boolean stillBeingWritten = !files.equals(lastSeen);
            boolean news = nothingRuns || !files.equals(running) && !files.equals(rejected);
            lastSeen = files;
            namePassedOver();
            if (!stillBeingWritten && news) {
                reload(files);
            } else if (!nothingRuns && files.equals(running) && problem != null) {
                problem = null;
                rejected = null;
                LOG.info("The route files are valid again and match the running routes.");
            }
        } catch (ConfigurationException e) {
            reject(null, e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("The route files could not be checked. Retrying.", e);
        }
    }

    private void namePassedOver() {
        List<String> now = folder.passedOver();
        now.stream().filter(sentence -> !passedOver.contains(sentence)).forEach(LOG::info);
        passedOver = now;
    }

    private void reload(List<RouteFile> files) throws InterruptedException {
        try {
            trial.run(files);
        } catch (ConfigurationException e) {
            reject(files, e);
            if (nothingRuns) {
                standstill.during(() -> exchangeBy(this::restore));
            }
            return;
        }
        standstill.during(() -> exchangeBy(() -> exchange(files)));
    }

    private void exchangeBy(Runnable action) {
        exchanging = true;
        try {
            action.run();
        } finally {
            exchanging = false;
            onReload.run();
        }
    }

    private void exchange(List<RouteFile> files) {
        try {
            loader.replaceBy(files, Set.of());
            running = files;
            nothingRuns = false;
            problem = null;
            rejected = null;
            LOG.info("The routes were reloaded from {} files.", files.size());
        } catch (ConfigurationException e) {
            reject(files, e);
            restore();
        }
    }

    /** While that fails, no route runs, and it is retried at every check. */
    private void restore() {
        boolean news = !nothingRuns;
        nothingRuns = true;
        try {
            loader.replaceBy(running, Set.of());
            nothingRuns = false;
        } catch (ConfigurationException e) {
            if (news) {
                LOG.error("The previous routes no longer load, so no route is running. Retrying. {}", e.getMessage());
            }
        }
    }

    private void reject(List<RouteFile> files, ConfigurationException e) {
        if (!e.getMessage().equals(problem)) {
            LOG.error("The route files were changed, but the previous routes keep running: {}", e.getMessage());
        }
        rejected = files;
        problem = e.getMessage();
    }
}
