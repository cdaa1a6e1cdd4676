package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routes.RouteError;
import java.net.BindException;
import org.apache.camel.CamelContext;

/** Tells a user's mistake from an accident when Camel does not start. */
final class StartFailure {

    private StartFailure() {}

    static RuntimeException of(Exception failure, CamelContext context) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new ConfigurationException("courier.management.port or courier.http.port is taken by another"
                        + " process: " + cause.getMessage() + "; choose a free port, or 0 for any");
            }
        }
        String file = RouteError.fileOf(failure, context);
        if (file != null) {
            return new ConfigurationException(file + " does not load: " + RouteError.inOneLine(failure), failure);
        }
        return new IllegalStateException("the service does not start: " + RouteError.inOneLine(failure), failure);
    }
}
