package io.webhookcourier.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.webhookcourier.delivery.AttemptTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Name look-ups that cannot outlive an attempt: a resolver cannot be interrupted, so it runs on threads of its own and
 * is left behind when time is over. Attempts that ask for the same name at the same time share one look-up, so that an
 * endpoint whose name servers do not answer holds one thread, no matter how many events wait for it. No matter how many such names
 * there are, some threads are kept for names that were answered the last time.
 */
final class NameLookups implements AutoCloseable {

    private static final int MOST_AT_ONCE = 256;
    private static final int MORE_FOR_ANSWERED_NAMES = 64;
    private static final int NAMES_REMEMBERED = 20_000;

    private final HostResolver resolver;
    private final Duration limit;
    private final int mostOfAnyNames;

    /** Names whose last look-up ended in time, be it with an address or without. */
    private final Cache<String, Boolean> answered = Caffeine.newBuilder()
            .maximumSize(NAMES_REMEMBERED)
            .executor(Runnable::run)
            .build();

    private final ConcurrentMap<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    /** @param limit the configured time of an attempt, for the message */
    NameLookups(HostResolver resolver, Duration limit) {
        this(resolver, limit, MOST_AT_ONCE, MORE_FOR_ANSWERED_NAMES);
    }

    NameLookups(HostResolver resolver, Duration limit, int mostOfAnyNames, int moreForAnsweredNames) {
        this.resolver = resolver;
        this.limit = limit;
        this.mostOfAnyNames = mostOfAnyNames;
        AtomicInteger number = new AtomicInteger();
        int most = mostOfAnyNames + moreForAnsweredNames;
        this.threads = new ThreadPoolExecutor(0, most, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "courier-lookup-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param deadlineNanos on the clock of {@link System#nanoTime()}
     * @return at least one address
     */
    InetAddress[] resolve(String name, long deadlineNanos) throws IOException {
        try {
            InetAddress[] addresses =
                    lookUp(name).get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (addresses == null || addresses.length == 0) {
                throw new UnknownHostException(name);
            }
            return addresses;
        } catch (TimeoutException e) {
            answered.invalidate(name);
            throw new AttemptTimeoutException(limit.toMillis());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown
                    ? unknown
                    : new IOException("name look-up failed: " + name, e.getCause());
        } catch (RejectedExecutionException e) {
            throw new IOException("name look-up refused: too many others are pending", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while looking up " + name);
        }
    }

    private CompletableFuture<InetAddress[]> lookUp(String name) {
        CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> other = running.putIfAbsent(name, mine);
        if (other != null) {
            return other;
        }
        try {
            if (running.size() > mostOfAnyNames && answered.getIfPresent(name) == null) {
                throw new RejectedExecutionException("the rest is reserved for names that resolve");
            }
            threads.execute(() -> complete(name, mine));
        } catch (RejectedExecutionException e) {
            running.remove(name, mine);
            mine.completeExceptionally(new IOException(e));
            throw e;
        }
        return mine;
    }

    private void complete(String name, CompletableFuture<InetAddress[]> result) {
        InetAddress[] addresses = null;
        Throwable failure = null;
        long begun = System.nanoTime();
        try {
            addresses = resolver.resolve(name);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        if (System.nanoTime() - begun < limit.toNanos()) {
            answered.put(name, true);
        }
        running.remove(name, result);
        if (failure == null) {
            result.complete(addresses);
        } else {
            result.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
