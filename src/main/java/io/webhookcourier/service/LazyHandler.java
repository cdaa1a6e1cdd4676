package io.webhookcourier.service;

import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import io.webhookcourier.web.WebRoute;
import java.util.List;
import java.util.function.Supplier;

/** A handler that is made when the first request comes. Thread-safe. */
final class LazyHandler<R extends WebRoute> implements WebHandler<R> {

    private final Supplier<WebHandler<R>> maker;
    private volatile WebHandler<R> handler;

    LazyHandler(Supplier<WebHandler<R>> maker) {
        this.maker = maker;
    }

    @Override
    public WebResponse handle(R route, WebRequest request) {
        return handler().handle(route, request);
    }

    @Override
    public WebResponse handleUnmatched(WebRequest request, List<String> allowed) {
        return handler().handleUnmatched(request, allowed);
    }

    private WebHandler<R> handler() {
        WebHandler<R> made = handler;
        return made == null ? make() : made;
    }

    private synchronized WebHandler<R> make() {
        if (handler == null) {
            handler = maker.get();
        }
        return handler;
    }
}
