package io.webhookcourier.service;

import io.webhookcourier.attempt.EventRoute;
import io.webhookcourier.attempt.ToProvider;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.routemodel.ProviderRoutes;
import org.apache.camel.CamelContext;

/** Where Java calls routes that are in files, from many threads. */
record RouteCalls(EventRoute events, ToProvider toProvider, SettingsOfClaims crmSettings) {

    static RouteCalls of(CamelContext context, EventRoute events, Dispatcher dispatcher) {
        return new RouteCalls(
                events,
                new ToProvider(context, new ProviderRoutes(context)),
                new SettingsOfClaims(context, dispatcher));
    }

    /** The routes were exchanged. To be called before the next delivery. */
    void forget() {
        events.forget();
        toProvider.forget();
        crmSettings.forget();
    }
}
