package io.webhookcourier.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.webhookcourier.text.OneLine;
import java.util.Map;
import java.util.Optional;

/** Who is let in to paths of the HTTP server, decided from a request's head; and how answers leave. */
public final class Door {

    /** Before all routes of Camel's, whenever they are added. */
    private static final int FIRST = -1;

    /** Before the guards: the service's own pages have checks of their own, and no other route can take their paths. */
    static final int OWN = -2;

    private static final String GUARDED = "courier.guarded";

    /** Up to this size an unwanted body is read and thrown away, so that the connection can be used again. */
    private static final long SMALL_BODY = 64 * 1024;

    // data: for the arrows and check marks in the style sheet's own form fields.
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final byte[] NOTHING = {};
    private static final int LONGEST_USER = 100;

    private final OriginCheck origins;
    private final String userHeader;
    private final ByteBudget answers = ByteBudget.ofHeap(0);

    /** @param userHeader in which a proxy in front names the user; null when there is none */
    public Door(OriginCheck origins, String userHeader) {
        this.origins = origins;
        this.userHeader = userHeader;
    }

    /**
     * Guards paths that others answer. A request that an earlier guard let in is not checked again, so the guard of a
     * single path is added before that of all.
     *
     * @param path such as {@code /demo/*}
     * @param largestBody in bytes; that is what a body without a length counts for in the budget
     */
    public void guard(Router router, String path, long largestBody, HeadCheck check) {
        ByteBudget bodies = ByteBudget.ofHeap(largestBody);
        router.route(path).order(FIRST).handler(context -> {
            if (context.get(GUARDED) != null) {
                context.next();
                return;
            }
            Optional<WebResponse> refusal = refusal(context, false, check);
            long bytes = refusal.isPresent() ? 0 : expectedBody(context.request(), largestBody);
            if (refusal.isPresent()) {
                refuse(context, refusal.get());
            } else if (bytes > largestBody) {
                refuse(context, tooLarge());
            } else if (!bodies.take(bytes)) {
                refuse(context, noRoom());
            } else {
                context.put(GUARDED, true);
                context.addEndHandler(ended -> bodies.give(bytes));
                context.next();
            }
        });
    }

    /** Leaves paths to the checks of those that answer them. To be called before {@link #guard} covers them. */
    public void leave(Router router, String path) {
        router.route(path).order(FIRST).handler(context -> {
            context.put(GUARDED, true);
            context.next();
        });
    }

    /** Why a request is refused, or empty when it is not. */
    Optional<WebResponse> refusal(RoutingContext context, boolean pagesOfOthersMayLink, HeadCheck check) {
        WebRequest head = converted(context, NOTHING);
        return origins.refusal(head, pagesOfOthersMayLink).or(() -> check.refusal(head));
    }

    /** Answers before the body is read; a large one is not waited for. */
    void refuse(RoutingContext context, WebResponse answer) {
        boolean large = expectedBody(context.request(), Long.MAX_VALUE) > SMALL_BODY;
        send(context, large ? answer.with("Connection", "close") : answer);
    }

    void send(RoutingContext context, WebResponse answer) {
        int bytes = answer.body().length;
        if (!answers.take(bytes)) {
            write(context, noRoom(), () -> {});
        } else {
            write(context, answer, () -> answers.give(bytes));
        }
    }

    private static void write(RoutingContext context, WebResponse answer, Runnable written) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            written.run();
            return;
        }
        response.setStatusCode(answer.status());
        SecurityHeaders.put(response, CONTENT_POLICY);
        if (answer.header("Cache-Control") == null) {
            response.putHeader("Cache-Control", "no-store");
        }
        answer.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        boolean head = context.request().method().name().equals("HEAD");
        if (head) {
            response.putHeader("Content-Length", Integer.toString(answer.body().length));
        }
        response.end(head ? Buffer.buffer() : Buffer.buffer(answer.body())).onComplete(done -> written.run());
    }

    static WebResponse tooLarge() {
        return WebResponse.text(413, "The body exceeds the size limit.");
    }

    static WebResponse noRoom() {
        return WebResponse.text(503, "Too many concurrent requests; try again shortly.")
                .with("Retry-After", "1");
    }

    WebRequest converted(RoutingContext context, byte[] body) {
        String user = userHeader == null ? null : user(context.request().getHeader(userHeader));
        return converted(context, user, body);
    }

    /** A request without its body, and without a user. */
    public static WebRequest headOf(RoutingContext context) {
        return converted(context, null, NOTHING);
    }

    private static WebRequest converted(RoutingContext context, String user, byte[] body) {
        HttpServerRequest request = context.request();
        return new WebRequest(
                request.method().name(),
                request.path(),
                Map.copyOf(context.pathParams()),
                request.query(),
                request.getHeader("Host"),
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress(),
                request::getHeader,
                user,
                body);
    }

    /** On one line: it goes into the audit and the log. */
    private static String user(String value) {
        String line = value == null ? "" : OneLine.withoutControls(value);
        return line.isEmpty() ? null : line.substring(0, Math.min(line.length(), LONGEST_USER));
    }

    private static long expectedBody(HttpServerRequest request, long whenUnknown) {
        String length = request.getHeader("Content-Length");
        if (length != null) {
            return Long.parseLong(length);
        }
        return request.getHeader("Transfer-Encoding") == null ? 0 : whenUnknown;
    }
}
