package io.webhookcourier.management;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What Hawtio's console asks its server at the start, beside Jolokia: who is logged in, and what there is. */
final class HawtioAnswers {

    private static final String TITLE = "Webhook Courier";

    private HawtioAnswers() {}

    /** A name means that no login page is needed: the gate has asked for the token. */
    static void user(RoutingContext context) {
        String user = HawtioGate.userOf(context);
        json(context, user == null || user.isBlank() ? "read only" : user);
    }

    static void config(RoutingContext context) {
        json(
                context,
                new JsonObject()
                        .put(
                                "branding",
                                new JsonObject()
                                        .put("appName", TITLE)
                                        .put("showAppName", true)
                                        .put("appLogoUrl", "img/hawtio-logo.svg")
                                        .put("appLogoDarkModeUrl", "img/hawtio-logo-darkmode.svg"))
                        .put(
                                "about",
                                new JsonObject()
                                        .put("title", TITLE)
                                        .put("imgSrc", "img/hawtio-logo.svg")
                                        .put("imgDarkModeSrc", "img/hawtio-logo-darkmode.svg"))
                        // The policy of Jolokia refuses what these pages do.
                        .put(
                                "disabledRoutes",
                                new JsonArray().add("/jvm-diagnostics").add("/connect")));
    }

    static void nothing(RoutingContext context) {
        json(context, new JsonArray());
    }

    static void no(RoutingContext context) {
        json(context, false);
    }

    static void noDetails(RoutingContext context) {
        json(context, new JsonObject());
    }

    private static void json(RoutingContext context, Object value) {
        context.response()
                .putHeader("content-type", "application/json; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .end(Json.encode(value));
    }
}
