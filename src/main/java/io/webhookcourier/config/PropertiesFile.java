package io.webhookcourier.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
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
        if (Files.notExists(file)) {
            return Map.of();
        }
        CourierKeys keys = new CourierKeys(file, mistakes);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            keys.load(reader);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + " is not in UTF-8; accepted: a properties file in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); accepted: a properties file that this user may read",
                    e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    file + " has \\u without four hexadecimal digits after it; accepted: \\\\ for a backslash", e);
        }
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
            String name = withoutByteOrderMark((String) key);
            if (name.startsWith(SettingKey.PREFIX)) {
                if (!KNOWN.contains(name)) {
                    mistakes.add(Shown.line(name) + " in " + file + " is not a setting; the nearest is "
                            + NearestName.to(name, KNOWN));
                } else if (texts.put(name, ((String) value).strip()) != null) {
                    mistakes.add(name + " is set more than once in " + file + "; accepted: one line for each key");
                }
            }
            return super.put(key, value);
        }

        /** Some editors put one before the first line, which may be a key. */
        private static String withoutByteOrderMark(String name) {
            return name.startsWith("\uFEFF") ? name.substring(1) : name;
        }
    }
}
