package io.webhookcourier.management;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import io.webhookcourier.web.BodyReader;
import io.webhookcourier.web.ByteBudget;
import io.webhookcourier.web.TokenCheck;
import java.util.function.Function;

/**
 * Hawtio's console at {@code /hawtio/} on the management port, with Jolokia beside it (contract, section 10). Costs a
 * start next to nothing: Jolokia and the console's files are loaded at the first request.
 */
final class Hawtio implements AutoCloseable {

    private static final String PATH = "/hawtio";
    private static final String JOLOKIA = PATH + "/jolokia";
    private static final String INDEX = PATH + "/index.html";

    /** Inside the library of Hawtio. */
    private static final String FILES = "hawtio-static";

    private static final int LARGEST_REQUEST = 256 * 1024;

    private final HawtioAccess access;
    private final Caller caller;
    private final Function<Boolean, JolokiaMask> mask;
    private JolokiaRoute jolokiaRoute;
    private Jolokia jolokia;

    /**
     * @param token callers that present one may see; with {@code courier.http.token} also call the operations of our MBeans
     * @param loopback whether only this machine can connect
     * @param mask made when it is first needed, for whether callers are known
     */
    Hawtio(TokenCheck token, boolean loopback, Caller caller, Function<Boolean, JolokiaMask> mask) {
        this.mask = mask;
        this.access = new HawtioAccess(token, loopback);
        this.caller = caller;
    }

    void mount(Router router, Vertx vertx) {
        router.route(PATH + "/*").handler(new HawtioGate(access));
        jolokiaRoute = new JolokiaRoute(JOLOKIA, this::jolokia, caller, vertx);
        router.route(JOLOKIA + "/*")
                .method(HttpMethod.GET)
                .method(HttpMethod.POST)
                .handler(new BodyReader(LARGEST_REQUEST, ByteBudget.ofHeap(LARGEST_REQUEST)))
                .handler(jolokiaRoute);
        get(router, "/user").handler(HawtioAnswers::user);
        get(router, "/hawtconfig.json").handler(HawtioAnswers::config);
        get(router, "/proxy/enabled").handler(HawtioAnswers::no);
        get(router, "/keycloak/enabled").handler(HawtioAnswers::no);
        get(router, "/auth/config/session-timeout").handler(HawtioAnswers::noDetails);
        get(router, "/auth/*").handler(HawtioAnswers::nothing);
        get(router, "/plugin").handler(HawtioAnswers::nothing);
        get(router, "/preset-connections").handler(HawtioAnswers::nothing);
        get(router, "/*").handler(Hawtio::toIndex);
        get(router, "/*").handler(StaticHandler.create(FILES));
    }

    private static Route get(Router router, String path) {
        return router.route(HttpMethod.GET, PATH + path);
    }

    /** The console's own addresses, which are no files, are for its page to read. */
    private static void toIndex(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.equals(PATH)) {
            context.redirect(PATH + "/");
        } else if (path.equals(PATH + "/")
                || path.substring(path.lastIndexOf('/')).contains(".")) {
            context.next();
        } else {
            context.reroute(INDEX);
        }
    }

    private synchronized Jolokia jolokia() {
        if (jolokia == null) {
            jolokia = new Jolokia(
                    new JolokiaPolicy(access.callersAreKnown()),
                    mask.apply(access.callersAreKnown()),
                    System::nanoTime);
        }
        return jolokia;
    }

    @Override
    public synchronized void close() {
        if (jolokiaRoute != null) {
            jolokiaRoute.close();
        }
        if (jolokia != null) {
            jolokia.close();
        }
    }
}
