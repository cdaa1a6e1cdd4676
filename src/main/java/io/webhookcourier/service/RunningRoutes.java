package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routefiles.RouteReloader;

/** Every route: those of the service, which are in the context already, and those in files. */
final class RunningRoutes implements Part {

    private final CamelHost camel;
    private final RouteReloader files;

    /** @param files to be started when all routes run */
    RunningRoutes(CamelHost camel, RouteReloader files) {
        this.camel = camel;
        this.files = files;
    }

    /** @throws ConfigurationException when a route file does not load or a provider has no route */
    @Override
    public void start() {
        try {
            files.loadFirst();
            camel.startRoutes();
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            files.explainFailedStart();
            throw StartFailure.of(e, camel.context());
        }
    }

    @Override
    public void stop(StopTime time) {
        camel.stopRoutes();
    }
}
