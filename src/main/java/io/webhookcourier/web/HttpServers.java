package io.webhookcourier.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;

/**
 * The Vert.x that Camel makes its HTTP servers with. Camel leaves no place for a server's options, and Vert.x's own are
 * for friends: HTTP/2 without TLS, as many connections as there come, as slow as they like. So servers made with this
 * one get bounds, and {@link FramingCheck} before their decoder.
 */
public final class HttpServers implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 256;
    private static final int IDLE_SECONDS = 60;

    private final Vertx plain = Vertx.vertx();
    private final Vertx bounded = (Vertx) Proxy.newProxyInstance(
            VertxInternal.class.getClassLoader(),
            new Class<?>[] {VertxInternal.class},
            (self, method, arguments) -> call(method, arguments));

    /** To be bound in Camel's registry before its servers are made. */
    public Vertx vertx() {
        return bounded;
    }

    private Object call(Method method, Object... arguments) throws Throwable {
        if (method.getName().equals("createHttpServer")) {
            return server(
                    arguments != null && arguments[0] instanceof HttpServerOptions given
                            ? given
                            : new HttpServerOptions());
        }
        try {
            return method.invoke(plain, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private HttpServer server(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(RequestFraming.LONGEST_HEAD);
        Connections connections = new Connections(MOST_CONNECTIONS);
        return plain.createHttpServer(options).connectionHandler(connection -> guard(connection, connections));
    }

    private static void guard(HttpConnection connection, Connections connections) {
        Channel channel = ((ConnectionBase) connection).channel();
        if (!connections.opened(channel)) {
            channel.close();
            return;
        }
        Answers answers = new Answers(connections);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addFirst("courier-framing", new FramingCheck(answers, connections));
        pipeline.addBefore("handler", "courier-answers", answers);
    }

    @Override
    public void close() {
        plain.close();
    }
}
