package io.webhookcourier.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The keys beside the service's own that users keep in the properties file for their routes, and Camel's. */
public final class RouteKeys {

    private RouteKeys() {}

    /**
     * Values are taken literally: no placeholder in them is resolved, and blanks at the end belong to them.
     *
     * @param file may be missing, which is the same as empty
     * @throws ConfigurationException when it cannot be read
     */
    public static Map<String, String> read(Path file) {
        Properties all = new Properties();
        PropertiesText.load(file, all);
        Map<String, String> keys = new TreeMap<>();
        for (String name : all.stringPropertyNames()) {
            if (!isOfTheService(name)) {
                keys.put(name, all.getProperty(name));
            }
        }
        return keys;
    }

    /** Settings of the service itself reach routes checked, and without what is confidential. */
    public static boolean isOfTheService(String key) {
        return key.startsWith(SettingKey.PREFIX);
    }
}
