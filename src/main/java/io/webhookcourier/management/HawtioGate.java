package io.webhookcourier.management;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.webhookcourier.management.HawtioAccess.Decision;
import io.webhookcourier.web.Door;
import io.webhookcourier.web.SecurityHeaders;
import io.webhookcourier.web.WebResponse;

/** Lets through whom {@link HawtioAccess} allows, and tells browsers to keep other sites out of the page. */
final class HawtioGate implements Handler<RoutingContext> {

    private static final String USER = "courier.hawtio.user";
    private static final String READS_ONLY = "courier.hawtio.reads-only";

    /** What Hawtio's console needs, and nothing from elsewhere; no page may frame it. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none';"
                    + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final HawtioAccess access;

    HawtioGate(HawtioAccess access) {
        this.access = access;
    }

    /** Who calls, or null without a token; for what comes behind the gate. */
    static String userOf(RoutingContext context) {
        return context.get(USER);
    }

    /** Whether the caller may look only; for what comes behind the gate. */
    static boolean readsOnly(RoutingContext context) {
        return context.get(READS_ONLY);
    }

    @Override
    public void handle(RoutingContext context) {
        Decision decision = access.judge(Door.headOf(context));
        HttpServerResponse response = context.response();
        SecurityHeaders.put(response, CONTENT_POLICY);
        if (decision.refusal().isEmpty()) {
            context.put(USER, decision.user());
            context.put(READS_ONLY, decision.readsOnly());
            context.next();
            return;
        }
        WebResponse refusal = decision.refusal().get();
        refusal.headers().forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        response.setStatusCode(refusal.status()).end(Buffer.buffer(refusal.body()));
    }
}
