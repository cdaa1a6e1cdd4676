package io.webhookcourier.service;

import io.webhookcourier.routefiles.RouteProperties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Camel's Main with the service's own way of reading keys, which must be there before the first key is asked for. */
final class CourierMain extends Main {

    private final RouteProperties properties;

    CourierMain(RouteProperties properties) {
        this.properties = properties;
        // Otherwise Camel would read the file itself, in Latin-1.
        setPropertyPlaceholderLocations("false");
        setInitialProperties(properties.getInitialProperties());
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext context = super.createCamelContext();
        context.setPropertiesComponent(properties);
        // With the jars in ext/, where there are any.
        context.setApplicationContextClassLoader(Thread.currentThread().getContextClassLoader());
        return context;
    }
}
