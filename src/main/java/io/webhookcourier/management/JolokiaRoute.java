package io.webhookcourier.management;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.webhookcourier.web.BlockingAnswers;
import io.webhookcourier.web.BodyReader;
import io.webhookcourier.web.ByteBudget;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code /hawtio/jolokia}: looks by GET and POST; operations by POST only, which no link and no image can send. */
final class JolokiaRoute implements Handler<RoutingContext> {

    /** Jolokia's name for a query parameter that takes the path's place. */
    private static final String PATH_PARAMETER = "p";

    private static final Pattern LOOKS = Pattern.compile("/?((version|list|search|read)(/.*)?)?");

    /** Each can hold an answer of the largest size. */
    private static final int THREADS = 2;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int WAITING = 20;
    private static final String TOO_MANY = "Too many concurrent requests; try again shortly.";

    private final BlockingAnswers threads;

    /** For answers that clients are slow to read. */
    private final ByteBudget answers = ByteBudget.ofHeap(0);

    private final String path;
    private final Supplier<Jolokia> jolokia;
    private final Caller caller;

    /** @param path where this route is, without a slash at its end */
    JolokiaRoute(String path, Supplier<Jolokia> jolokia, Caller caller, Vertx vertx) {
        this.threads = new BlockingAnswers(vertx, "courier-jolokia", THREADS, LONGEST, WAITING);
        this.path = path;
        this.jolokia = jolokia;
        this.caller = caller;
    }

    @Override
    public void handle(RoutingContext context) {
        String rest = context.normalizedPath().substring(path.length());
        boolean get = context.request().method() == HttpMethod.GET;
        if (get && !LOOKS.matcher(rest).matches()) {
            context.response().putHeader("allow", "POST");
            plain(context, 405, "GET is accepted for version, list, search and read; call operations by POST.");
            return;
        }
        if (!get && HawtioGate.readsOnly(context) && !JolokiaCall.looksOnly(BodyReader.bodyOf(context))) {
            plain(context, 403, "courier.http.read-token allows version, list, search and read only.");
            return;
        }
        String user = HawtioGate.userOf(context);
        byte[] body = BodyReader.bodyOf(context);
        Map<String, String[]> parameters = parameters(context.queryParams());
        Callable<String> work = () -> caller.during(
                user,
                () -> get ? jolokia.get().get(rest, parameters) : jolokia.get().post(body, parameters));
        boolean taken = threads.offer(work, done -> {
            if (done.failed()) {
                plain(context, 500, "Internal error; see the service's log.");
            } else {
                send(context, done.result());
            }
        });
        if (!taken) {
            plain(context, 503, TOO_MANY);
        }
    }

    private void send(RoutingContext context, String answer) {
        int characters = answer.length();
        if (!answers.take(characters)) {
            plain(context, 503, TOO_MANY);
        } else if (context.response().ended() || context.response().closed()) {
            answers.give(characters);
        } else {
            context.response()
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .putHeader("cache-control", "no-store")
                    .end(answer)
                    .onComplete(sent -> answers.give(characters));
        }
    }

    /** Ends its threads. */
    void close() {
        threads.close();
    }

    private static void plain(RoutingContext context, int status, String text) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "text/plain; charset=utf-8")
                    .end(text + "\n");
        }
    }

    private static Map<String, String[]> parameters(MultiMap given) {
        Map<String, String[]> parameters = new HashMap<>();
        for (String name : given.names()) {
            if (!name.equals(PATH_PARAMETER) && !JolokiaCall.REFUSED_OPTIONS.contains(name)) {
                parameters.put(name, given.getAll(name).toArray(new String[0]));
            }
        }
        return parameters;
    }
}
