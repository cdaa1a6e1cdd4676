package io.webhookcourier.routefiles;

import io.webhookcourier.config.PropertiesFile;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.spi.PropertiesSource;

/** Environment variables as keys, by Camel's rule: {@code INBOXXIA_SECRET} is {@code inboxxia.secret}. */
final class EnvironmentSource implements PropertiesSource {

    private final Map<String, String> environment;

    EnvironmentSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String getName() {
        return "environment";
    }

    /** The service's own settings come by another way, without what is confidential. */
    @Override
    public String getProperty(String key) {
        if (PropertiesFile.isSetting(key)) {
            return null;
        }
        String name = key.toUpperCase(Locale.ROOT);
        String value = environment.get(name);
        return value != null ? value : environment.get(name.replace('-', '_').replace('.', '_'));
    }
}
