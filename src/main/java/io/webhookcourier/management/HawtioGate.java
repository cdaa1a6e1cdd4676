package io.webhookcourier.management;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.webhookcourier.management.HawtioAccess.Decision;

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
        HttpServerRequest request = context.request();
        Decision decision = access.judge(new HawtioAccess.Request(
                request.remoteAddress().hostAddress(),
                request.getHeader("Host"),
                request.getHeader("Origin"),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Sec-Fetch-Mode"),
                request.getHeader("Authorization")));
        HttpServerResponse response = context.response()
                .putHeader("content-security-policy", CONTENT_POLICY)
                .putHeader("x-frame-options", "DENY")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "same-origin");
        if (decision.allowed()) {
            context.put(USER, decision.user());
            context.put(READS_ONLY, decision.readsOnly());
            context.next();
            return;
        }
        if (decision.status() == 401) {
            response.putHeader("www-authenticate", "Basic realm=\"Webhook Courier\", charset=\"UTF-8\"");
        }
        response.setStatusCode(decision.status())
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(decision.message() + "\n");
    }
}
