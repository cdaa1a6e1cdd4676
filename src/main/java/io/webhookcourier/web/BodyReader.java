package io.webhookcourier.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a request's body as the bytes it is, of any type, up to a size and within a budget that all requests share.
 * What is held is given back when the request is answered.
 */
public final class BodyReader implements Handler<RoutingContext> {

    private static final String BODY = "courier.body";
    private static final byte[] NOTHING = {};

    private final long largest;
    private final ByteBudget budget;

    /** @param largest in bytes */
    public BodyReader(long largest, ByteBudget budget) {
        this.largest = largest;
        this.budget = budget;
    }

    /** The body that was read; empty when there is none. */
    public static byte[] bodyOf(RoutingContext context) {
        byte[] body = context.get(BODY);
        return body == null ? NOTHING : body;
    }

    /** Fails the context with 413 when the body is too large, and with 503 when there is no room for it. */
    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > largest) {
            context.fail(413);
            return;
        }
        if (request.isEnded()) {
            context.next();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        new Reading(context).begin();
    }

    private final class Reading {

        private final RoutingContext context;
        private final List<Buffer> parts = new ArrayList<>();
        private long bytes;

        Reading(RoutingContext context) {
            this.context = context;
        }

        void begin() {
            context.addEndHandler(ended -> drop());
            context.request().handler(this::add).endHandler(end -> end()).exceptionHandler(gone -> drop());
        }

        private void add(Buffer part) {
            if (context.failed()) {
                return;
            }
            if (bytes + part.length() > largest) {
                fail(413);
            } else if (!budget.take(part.length())) {
                fail(503);
            } else {
                bytes += part.length();
                parts.add(part);
            }
        }

        private void fail(int status) {
            drop();
            context.fail(status);
        }

        private void end() {
            if (!context.failed()) {
                Buffer whole = Buffer.buffer((int) bytes);
                parts.forEach(whole::appendBuffer);
                parts.clear();
                context.put(BODY, whole.getBytes());
                context.next();
            }
        }

        private void drop() {
            parts.clear();
            budget.give(bytes);
            bytes = 0;
        }
    }
}
