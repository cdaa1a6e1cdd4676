package io.webhookcourier.service;

import io.webhookcourier.attempt.EventRoute;
import io.webhookcourier.attempt.ToProvider;
import io.webhookcourier.routefiles.CrmSettingsLookUp;
import io.webhookcourier.routemodel.ProviderRoutes;
import org.apache.camel.CamelContext;

/** Where Java calls routes that are in files, from many threads. */
record RouteCalls(EventRoute events, ToProvider toProvider, CrmSettingsLookUp crmSettings) {

    static RouteCalls of(CamelContext context, EventRoute events) {
        return new RouteCalls(
                events, new ToProvider(context, new ProviderRoutes(context)), new CrmSettingsLookUp(context));
    }

    /** The routes were exchanged. To be called before the next delivery. */
    void forget() {
        events.forget();
        toProvider.forget();
        crmSettings.forget();
    }
}
