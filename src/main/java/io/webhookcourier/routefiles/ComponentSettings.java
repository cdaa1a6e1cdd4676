package io.webhookcourier.routefiles;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.Component;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;

/** Sets components up by {@code camel.component.<name>.*}, as Camel's main does in the context that it makes. */
final class ComponentSettings extends LifecycleStrategySupport {

    private final Properties properties;

    ComponentSettings(Properties properties) {
        this.properties = properties;
    }

    @Override
    public void onComponentAdd(String name, Component component) {
        String prefix = "camel.component." + name + ".";
        Map<String, Object> own = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), properties.getProperty(key));
            }
        }
        if (!own.isEmpty()) {
            PropertyBindingSupport.build()
                    .withCamelContext(component.getCamelContext())
                    .withTarget(component)
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withProperties(own)
                    .withRemoveParameters(false)
                    .withIgnoreCase(true)
                    .bind();
        }
    }
}
