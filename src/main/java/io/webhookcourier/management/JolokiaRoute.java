package io.webhookcourier.management;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code /hawtio/jolokia}: looks by GET and POST; operations by POST only, which no link and no image can send. */
final class JolokiaRoute implements Handler<RoutingContext> {

    /** Jolokia's name for a query parameter that takes the path's place. */
    private static final String PATH_PARAMETER = "p";

    private static final Pattern LOOKS = Pattern.compile("/?((version|list|search|read)(/.*)?)?");

    private final String path;
    private final Supplier<Jolokia> jolokia;
    private final Caller caller;

    /** @param path where this route is, without a slash at its end */
    JolokiaRoute(String path, Supplier<Jolokia> jolokia, Caller caller) {
        this.path = path;
        this.jolokia = jolokia;
        this.caller = caller;
    }

    @Override
    public void handle(RoutingContext context) {
        String rest = context.normalizedPath().substring(path.length());
        boolean get = context.request().method() == HttpMethod.GET;
        if (get && !LOOKS.matcher(rest).matches()) {
            refuse(context);
            return;
        }
        Map<String, String[]> parameters = parameters(context.queryParams());
        byte[] body = get || context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        String answer = caller.during(
                HawtioGate.userOf(context),
                () -> get ? jolokia.get().get(rest, parameters) : jolokia.get().post(body, parameters));
        context.response()
                .putHeader("content-type", "application/json; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .end(answer);
    }

    private static void refuse(RoutingContext context) {
        context.response()
                .setStatusCode(405)
                .putHeader("allow", "POST")
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("GET is for version, list, search and read; call operations by POST.\n");
    }

    private static Map<String, String[]> parameters(MultiMap given) {
        Map<String, String[]> parameters = new HashMap<>();
        for (String name : given.names()) {
            if (!name.equals(PATH_PARAMETER)) {
                parameters.put(name, given.getAll(name).toArray(new String[0]));
            }
        }
        return parameters;
    }
}
