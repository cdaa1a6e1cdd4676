package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routes.RouteError;
import java.net.BindException;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.ObjectHelper;

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
        PropertyBindingException setting = ObjectHelper.getException(PropertyBindingException.class, failure);
        if (setting != null) {
            return new ConfigurationException(
                    "application.properties: Camel does not take " + RouteError.inOneLine(setting), failure);
        }
        String inFile = RouteError.inFile(failure, context);
        if (inFile != null) {
            return new ConfigurationException(inFile, failure);
        }
        return new IllegalStateException("the service does not start: " + RouteError.inOneLine(failure), failure);
    }
}
