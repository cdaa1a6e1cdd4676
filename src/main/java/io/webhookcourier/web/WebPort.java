package io.webhookcourier.web;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts handlers on paths of the service's HTTP server. What they do runs on a few threads of its own, so that neither
 * the server nor deliveries wait for it, and however many ask.
 */
public final class WebPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebPort.class);

    /** Two more than there are connections for them, so that a page that needs none is not kept waiting. */
    private static final int THREADS = 4;

    private static final int LONGEST_SECONDS = 10;

    /** Requests that may wait for a thread. */
    private static final int WAITING = 100;

    /** What every answer tells the browser to be careful about. */
    private static final List<Map.Entry<String, String>> CAREFUL = List.of(
            // data: for the arrows and check marks in the style sheet's own form fields.
            Map.entry(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                            + " font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("X-Frame-Options", "DENY"),
            // With no-referrer, browsers would send forms with the origin null.
            Map.entry("Referrer-Policy", "same-origin"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"));

    private final Router router;
    private final WorkerExecutor threads;
    private final SameSite sameSite;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param router of the HTTP server that listens on {@code courier.http.port}
     * @param names under which this host is reached, beside its addresses and localhost
     */
    public WebPort(Router router, Vertx vertx, Stream<String> names) {
        this.router = router;
        this.threads = vertx.createSharedWorkerExecutor("courier-web", THREADS, LONGEST_SECONDS, TimeUnit.SECONDS);
        this.sameSite = new SameSite(names);
    }

    /**
     * @param path such as {@code /api/*}
     * @param largestBody in bytes
     * @param pagesOfOthersMayLink whether a link on another site's page may lead here
     */
    public void serve(String path, long largestBody, boolean pagesOfOthersMayLink, WebHandler handler) {
        router.route(path).handler(context -> {
            HttpServerRequest request = context.request();
            Optional<WebResponse> refusal = sameSite.refusal(converted(request, new byte[0]), pagesOfOthersMayLink);
            if (refusal.isPresent()) {
                send(context, refusal.get());
            } else {
                context.next();
            }
        });
        router.route(path).handler(BodyHandler.create(false).setBodyLimit(largestBody));
        router.route(path).handler(context -> answer(context, handler));
        router.route(path).failureHandler(WebPort::fail);
    }

    private void answer(RoutingContext context, WebHandler handler) {
        if (waiting.incrementAndGet() > WAITING) {
            waiting.decrementAndGet();
            send(
                    context,
                    WebResponse.text(503, "Too much is asked at once; try again in a moment.")
                            .with("Retry-After", "1"));
            return;
        }
        Buffer buffer = context.body().buffer();
        WebRequest request = converted(context.request(), buffer == null ? new byte[0] : buffer.getBytes());
        Callable<WebResponse> work = () -> safely(handler, request);
        threads.executeBlocking(work, false).onComplete(done -> {
            waiting.decrementAndGet();
            send(context, done.succeeded() ? done.result() : failure());
        });
    }

    private static WebResponse safely(WebHandler handler, WebRequest request) {
        try {
            return handler.handle(request);
        } catch (BadRequestException mistake) {
            return WebResponse.text(400, mistake.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} failed", request, e);
            return failure();
        }
    }

    private static WebResponse failure() {
        return WebResponse.text(500, "That failed; the service's log says why.");
    }

    /** What Vert.x itself refuses: a body beyond the limit, a request that is none. */
    private static void fail(RoutingContext context) {
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        send(
                context,
                status == 413
                        ? WebResponse.text(413, "The body is larger than is accepted here.")
                        : WebResponse.text(status, "The request cannot be answered."));
    }

    private static WebRequest converted(HttpServerRequest request, byte[] body) {
        String host = request.getHeader("Host");
        return new WebRequest(
                request.method().name(),
                request.path(),
                request.query(),
                host == null && request.authority() != null
                        ? request.authority().toString()
                        : host,
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress(),
                request::getHeader,
                body);
    }

    private static void send(RoutingContext context, WebResponse answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        CAREFUL.forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        if (answer.header("Cache-Control") == null) {
            response.putHeader("Cache-Control", "no-store");
        }
        answer.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        if (context.request().method().name().equals("HEAD")) {
            response.putHeader("Content-Length", Integer.toString(answer.body().length))
                    .end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
