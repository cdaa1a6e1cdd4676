package io.webhookcourier.egress;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.io.Closer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes TLS connections with the alert that ends them (close_notify: RFC 8446, section 6.1), on a thread of its own. The alert
 * is a write, and a receiver that has stopped reading can hold up a write forever; HttpClient would wait for it while it
 * holds the lock of all connections.
 *
 * <p>Guaranteed: callers never wait, and every connection is closed within a moment. Not guaranteed: the alert, where the
 * receiver does not take it or too many connections end at the same time.
 */
final class TlsClose implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsClose.class);
    private static final Duration LIMIT = Duration.ofMillis(250);
    private static final int MOST_WAITING = 256;
    private static final int IDLE_SECONDS = 10;

    private final DeadlineWatch watch;
    private final ThreadPoolExecutor thread;

    /** @param watch ends an alert that takes too long */
    TlsClose(DeadlineWatch watch) {
        this.watch = watch;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread closing = new Thread(task, "courier-tls-close");
                    closing.setDaemon(true);
                    return closing;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /** @param raw the TCP socket beneath */
    void close(SSLSocket secured, Socket raw) {
        try {
            thread.execute(() -> closeNow(secured, raw));
        } catch (RejectedExecutionException tooMany) {
            Closer.closeQuietly(raw);
        }
    }

    private void closeNow(SSLSocket secured, Socket raw) {
        InFlight closing = new InFlight(null, null, LIMIT, null);
        watch.add(closing);
        try (raw) {
            closing.uses(raw);
            secured.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("A connection ended without close_notify", e);
        } finally {
            watch.remove(closing);
        }
    }

    /** Takes what was handed over so far, and waits for it a moment. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
