package io.webhookcourier.routefiles;

import java.util.Locale;
import java.util.Map;
import org.apache.camel.spi.PropertiesFunction;

/** <code>{{env:NAME}}</code>, of variables that were read as UTF-8. */
final class EnvironmentFunction implements PropertiesFunction {

    private final Map<String, String> environment;

    EnvironmentFunction(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String getName() {
        return "env";
    }

    /** @param remainder the variable's name, and after a colon what holds without it */
    @Override
    public String apply(String remainder) {
        int colon = remainder.indexOf(':');
        String name = colon < 0 ? remainder : remainder.substring(0, colon);
        String value = environment.get(name);
        if (value == null) {
            value = environment.get(name.toUpperCase(Locale.ROOT));
        }
        return value != null || colon < 0 ? value : remainder.substring(colon + 1);
    }
}
