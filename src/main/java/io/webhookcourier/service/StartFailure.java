package io.webhookcourier.service;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteError;
import java.net.BindException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.ObjectHelper;

/** Distinguishes a user's mistake from an internal failure when Camel does not start. */
final class StartFailure {

    /** What Camel says of a key whose component, data format or language is in no jar; it has no exception of its own. */
    private static final Pattern NOT_THERE =
            Pattern.compile("Error configuring property: (\\S+) because cannot find (\\S+ with name \\S+?)\\. .*");

    private StartFailure() {}

    static RuntimeException of(Exception failure, CamelContext context) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new ConfigurationException("courier.management.port or courier.http.port is taken by another"
                        + " process: " + cause.getMessage() + "; choose a free port, or 0 for any");
            }
            Matcher notThere = NOT_THERE.matcher(String.valueOf(cause.getMessage()));
            if (notThere.matches()) {
                return new ConfigurationException(
                        notThere.group(1) + " in application.properties: there is no " + notThere.group(2)
                                + "; accepted: one whose jar is in lib/ or ext/",
                        failure);
            }
        }
        String inFile = RouteError.inFile(failure, context);
        PropertyBindingException setting = ObjectHelper.getException(PropertyBindingException.class, failure);
        if (setting != null && (inFile == null || setting.getOptionPrefix() != null)) {
            return new ConfigurationException("application.properties: " + RouteError.inOneLine(setting), failure);
        }
        if (inFile != null) {
            return new ConfigurationException(inFile, failure);
        }
        ClassNotFoundException missing = ObjectHelper.getException(ClassNotFoundException.class, failure);
        if (missing != null) {
            return new ConfigurationException(
                    "application.properties: there is no class " + missing.getMessage()
                            + "; accepted: one whose jar is in lib/ or ext/",
                    failure);
        }
        return new IllegalStateException("the service does not start: " + RouteError.inOneLine(failure), failure);
    }
}
