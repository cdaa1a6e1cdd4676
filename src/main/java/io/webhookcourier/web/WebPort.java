package io.webhookcourier.web;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts handlers on paths of the service's HTTP server. What they do runs on a few threads of its own, so that neither
 * the server nor deliveries wait for it, with any number of requests.
 */
public final class WebPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebPort.class);

    /** Two more than there are connections for them, so that a page that needs none is not kept waiting. */
    private static final int THREADS = 4;

    /** The methods of the routes that matched the request's path and not its method. */
    private static final String ALLOWED = "courier.allowed";

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Requests that may wait for a thread. */
    private static final int WAITING = 100;

    private final Router router;
    private final BlockingAnswers answers;
    private final Door door;
    private final ByteBudget bodies;

    /**
     * @param router of the HTTP server that listens on {@code courier.http.port}
     * @param largestBody that any of the paths accepts, in bytes
     */
    public WebPort(Router router, Vertx vertx, Door door, long largestBody) {
        this.router = router;
        this.answers = new BlockingAnswers(vertx, "courier-web", THREADS, LONGEST, WAITING);
        this.door = door;
        this.bodies = ByteBudget.ofHeap(largestBody);
    }

    /**
     * Answers all paths of a table, and those beside them in the same areas.
     *
     * @param largestBody in bytes
     * @param pagesOfOthersMayLink whether a link on another site's page may lead here
     * @param check is asked before the body is read
     */
    public <R extends WebRoute> void serve(
            List<R> routes, long largestBody, boolean pagesOfOthersMayLink, HeadCheck check, WebHandler<R> handler) {
        List<String> areas = WebAreas.of(routes);
        for (String area : areas) {
            own(area).handler(context -> {
                Optional<WebResponse> refusal = door.refusal(context, pagesOfOthersMayLink, check);
                if (refusal.isPresent()) {
                    door.refuse(context, refusal.get());
                } else {
                    context.next();
                }
            });
            own(area).handler(new BodyReader(largestBody, bodies));
            own(area).failureHandler(this::fail);
        }
        routes.forEach(route -> own(route.path()).handler(context -> answer(context, route, handler)));
        areas.forEach(area -> own(area)
                .handler(context -> answer(context, request -> handler.handleUnmatched(request, allowed(context)))));
    }

    private Route own(String path) {
        return router.route(path).order(Door.OWN);
    }

    /** The method decides here and not in the router, so that one path's methods can be named. */
    private <R extends WebRoute> void answer(RoutingContext context, R route, WebHandler<R> handler) {
        if (route.accepts(context.request().method().name())) {
            answer(context, request -> handler.handle(route, request));
        } else {
            context.put(
                    ALLOWED,
                    Stream.concat(allowed(context).stream(), Stream.of(route.method()))
                            .distinct()
                            .toList());
            context.next();
        }
    }

    private static List<String> allowed(RoutingContext context) {
        return context.get(ALLOWED, List.of());
    }

    /**
     * What a browser finds where nothing is. Other clients, and methods that change something, are answered by the server.
     *
     * @param check as in {@link #serve}
     */
    public void serveMissingPages(HeadCheck check, WebHandler<?> handler) {
        router.route().last().handler(context -> {
            String accepted = context.request().getHeader("Accept");
            if (!context.request().method().name().equals("GET")
                    || accepted == null
                    || !accepted.contains("text/html")) {
                context.next();
                return;
            }
            Optional<WebResponse> refusal = door.refusal(context, true, check);
            if (refusal.isPresent()) {
                door.refuse(context, refusal.get());
            } else {
                answer(context, request -> handler.handleUnmatched(request, List.of()));
            }
        });
    }

    private void answer(RoutingContext context, Function<WebRequest, WebResponse> handler) {
        WebRequest request = door.converted(context, BodyReader.bodyOf(context));
        boolean taken = answers.offer(
                () -> safely(handler, request),
                done -> door.send(context, done.succeeded() ? done.result() : failure()));
        if (!taken) {
            door.send(context, Door.noRoom());
        }
    }

    private static WebResponse safely(Function<WebRequest, WebResponse> handler, WebRequest request) {
        try {
            return handler.apply(request);
        } catch (BadRequestException mistake) {
            return WebResponse.text(400, mistake.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} failed", request, e);
            return failure();
        }
    }

    private static WebResponse failure() {
        return WebResponse.text(500, "Internal error; see the service's log.");
    }

    /** What is refused while the body is read. */
    private void fail(RoutingContext context) {
        door.refuse(
                context,
                switch (context.statusCode()) {
                    case 413 -> Door.tooLarge();
                    case 503 -> Door.noRoom();
                    default ->
                        WebResponse.text(
                                context.statusCode() < 400 ? 500 : context.statusCode(),
                                "The request cannot be processed.");
                });
    }

    @Override
    public void close() {
        answers.close();
    }
}
