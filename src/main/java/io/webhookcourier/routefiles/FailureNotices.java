package io.webhookcourier.routefiles;

import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.record.AttemptRecord;
import io.webhookcourier.record.RecordingListener;
import io.webhookcourier.routemodel.RouteError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.ShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the users' route {@code on-event-failed} for events that failed permanently, on a thread of its own, one after the
 * other. Nothing waits for it: what does not fit into its queue is dropped and counted, what it throws is logged and
 * counted, and a reload of the routes cuts it short. Not durable: notifications that still wait when the process ends are lost.
 */
public final class FailureNotices implements RecordingListener, AutoCloseable {

    static final String ROUTE = "on-event-failed";
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(FailureNotices.class);
    private static final int LONGEST_ERROR = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final BlockingQueue<Map<String, Object>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ReentrantLock telling = new ReentrantLock();
    private final ProducerTemplate template;
    private final CamelContext context;
    private final Consumer<String> count;
    private final Thread thread = new Thread(this::work, "courier-failure-notices");
    private volatile boolean stopped;
    private long nextWarningNanos = System.nanoTime();

    /** @param count called with {@code sent}, {@code failed} or {@code dropped} for each */
    public FailureNotices(ProducerTemplate template, Consumer<String> count) {
        this.template = template;
        this.context = template.getCamelContext();
        this.count = count;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void recorded(AttemptRecord attempt, boolean lockLost, Instant recordedAt) {
        if (attempt.recorded().outcome() == Outcome.FAILED && !waiting.offer(notice(attempt, recordedAt))) {
            count.accept("dropped");
        }
    }

    /** Runs the action, which exchanges the routes, while no notification is being sent; one that takes longer than a second is cut off. */
    public void standStill(Runnable action) throws InterruptedException {
        if (telling.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                action.run();
            } finally {
                telling.unlock();
            }
        } else {
            cutOffDuring(action);
        }
    }

    /** No delivery is in flight now: Camel would only wait for the one notification before it removes a route. */
    private void cutOffDuring(Runnable action) {
        ShutdownStrategy stops = context.getShutdownStrategy();
        long usual = stops.getTimeout();
        stops.setTimeout(PATIENCE.toSeconds());
        try {
            action.run();
        } finally {
            stops.setTimeout(usual);
            thread.interrupt();
        }
    }

    /** Ends without waiting for a notification that is being sent. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }

    private void work() {
        while (!stopped) {
            try {
                tell(waiting.take());
            } catch (InterruptedException e) {
                LOG.debug("Interrupted while waiting, by shutdown or by a reload.");
            }
        }
    }

    private void tell(Map<String, Object> notice) {
        telling.lock();
        try {
            if (context.getRoute(ROUTE) == null) {
                return;
            }
            Exchange exchange =
                    template.send("direct:" + ROUTE, message -> message.getIn().setBody(notice));
            if (exchange.getException() == null) {
                count.accept("sent");
            } else {
                failed(notice, exchange.getException());
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failed(notice, e);
        } finally {
            telling.unlock();
            // The route may have left an interruption behind that was meant for it.
            Thread.interrupted();
        }
    }

    private void failed(Map<String, Object> notice, Throwable e) {
        count.accept("failed");
        long now = System.nanoTime();
        if (now - nextWarningNanos >= 0) {
            nextWarningNanos = now + BETWEEN_WARNINGS.toNanos();
            LOG.warn("The route {} failed for event {}: {}", ROUTE, notice.get("id"), RouteError.inOneLine(e));
        }
    }

    private static Map<String, Object> notice(AttemptRecord attempt, Instant recordedAt) {
        Map<String, Object> notice = new LinkedHashMap<>();
        notice.put("id", attempt.event().id());
        notice.put("provider", attempt.event().provider());
        notice.put("eventType", attempt.event().eventType());
        notice.put("workspaceId", attempt.event().workspaceId());
        notice.put("attempt", attempt.event().attempt());
        notice.put("maxAttempts", attempt.event().maxAttempts());
        notice.put("status", attempt.recorded().statusCode());
        String error = attempt.recorded().error();
        notice.put(
                "error", error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR));
        notice.put("failedAt", recordedAt.toString());
        return notice;
    }
}
