package io.webhookcourier.management;

import io.vertx.ext.web.Router;

/**
 * Lets {@code /observe/metrics} answer callers that name a format without its version, as {@code Accept: text/plain}. Camel's route
 * names versions and would answer them with 406.
 */
final class MetricsFormats {

    private static final String PATH = "/observe/metrics";

    private MetricsFormats() {}

    /** @param router of the management server, with Camel's route */
    static void acceptWithoutVersion(Router router) {
        router.getRoutes().stream()
                .filter(route -> PATH.equals(route.getPath()))
                .forEach(route -> route.produces("text/plain").produces("application/openmetrics-text"));
    }
}
