package io.webhookcourier.config;

import io.webhookcourier.text.Trimmed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The {@code courier.*} keys of a properties file in UTF-8; other keys belong to others and are left alone. */
final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * @param file may be missing, which is the same as empty
     * @param mistakes gets a sentence for each unknown key, and for each key that is set more than once
     * @throws ConfigurationException when the file cannot be read
     */
    static Map<String, String> read(Path file, Mistakes mistakes) {
        CourierKeys keys = new CourierKeys(file, mistakes);
        PropertiesText.load(file, keys);
        return keys.texts;
    }

    /** Looks at every key as it is loaded, while a repeated one can still be told. */
    private static final class CourierKeys extends Properties {

        private static final long serialVersionUID = 1;
        private static final List<String> KNOWN =
                Catalogue.ALL.stream().map(SettingKey::name).toList();

        private final transient Path file;
        private final transient Mistakes mistakes;
        private final transient Map<String, String> texts = new HashMap<>();

        CourierKeys(Path file, Mistakes mistakes) {
            this.file = file;
            this.mistakes = mistakes;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            String name = (String) key;
            if (name.startsWith(SettingKey.PREFIX)) {
                if (!KNOWN.contains(name)) {
                    mistakes.add(Shown.line(name) + " in " + file + " is not a setting; the nearest is "
                            + NearestName.to(name, KNOWN));
                } else if (texts.put(name, Trimmed.of((String) value)) != null) {
                    mistakes.add(name + " is set more than once in " + file + "; accepted: one line for each key");
                }
            }
            return super.put(key, value);
        }
    }
}
