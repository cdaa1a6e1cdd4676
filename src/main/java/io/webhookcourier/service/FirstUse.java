package io.webhookcourier.service;

import io.webhookcourier.web.WebHandler;
import io.webhookcourier.web.WebRequest;
import io.webhookcourier.web.WebResponse;
import java.util.function.Supplier;

/** A handler that is made when the first request comes. Thread-safe. */
final class FirstUse implements WebHandler {

    private final Supplier<WebHandler> maker;
    private volatile WebHandler handler;

    FirstUse(Supplier<WebHandler> maker) {
        this.maker = maker;
    }

    @Override
    public WebResponse handle(WebRequest request) {
        WebHandler made = handler;
        return (made == null ? make() : made).handle(request);
    }

    private synchronized WebHandler make() {
        if (handler == null) {
            handler = maker.get();
        }
        return handler;
    }
}
