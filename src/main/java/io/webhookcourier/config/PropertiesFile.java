package io.webhookcourier.config;

import io.webhookcourier.text.NearestName;
import io.webhookcourier.text.OneLine;
import io.webhookcourier.text.Trimmed;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A properties file in UTF-8, with or without a byte order mark, which some editors put before the first line. A backslash
 * that begins none of the format's escapes is taken literally, where the format drops it: {@code a\b} in a secret is
 * {@code a\b}. Keys that do not begin with {@code courier.} are Camel's, or users' own for their routes.
 */
public final class PropertiesFile {

    private static final String ESCAPED = "\\ :=#!tnrfu\r\n";

    private final Path path;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<String> repeated = new TreeSet<>();

    private PropertiesFile(Path path) {
        this.path = path;
    }

    /**
     * @param path may be missing, which is the same as empty
     * @throws ConfigurationException when it cannot be read
     */
    public static PropertiesFile read(Path path) {
        PropertiesFile file = new PropertiesFile(path);
        if (Files.exists(path)) {
            file.load();
        }
        return file;
    }

    /** Whether the key is a setting of the service itself, which reaches routes checked, and never when confidential. */
    public static boolean isSetting(String key) {
        return key.startsWith(Setting.PREFIX);
    }

    /** The keys beside the settings, sorted. Values are taken literally: blanks at the end belong to them. */
    public Map<String, String> otherKeys() {
        Map<String, String> others = new TreeMap<>(texts);
        others.keySet().removeIf(PropertiesFile::isSetting);
        return others;
    }

    /** The settings with their trimmed texts; adds a mistake for each unknown key, and each that is set more than once. */
    Map<String, String> settings(List<String> mistakes) {
        List<String> known = Catalogue.SETTINGS.stream().map(Setting::name).toList();
        Map<String, String> settings = new TreeMap<>();
        texts.forEach((name, text) -> {
            if (known.contains(name)) {
                settings.put(name, Trimmed.of(text));
            } else if (isSetting(name)) {
                mistakes.add(OneLine.shortened(name) + " in " + path + " is not a setting; the nearest is "
                        + NearestName.to(name, known));
            }
        });
        repeated.stream()
                .filter(settings::containsKey)
                .forEach(name ->
                        mistakes.add(name + " is set more than once in " + path + "; accepted: one line for each key"));
        return settings;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void load() {
        try {
            new InOrder().load(new StringReader(backslashesKept(withoutByteOrderMark(Files.readString(path)))));
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(path + " is not in UTF-8; accepted: a properties file in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    path + " cannot be read (" + e.getClass().getSimpleName()
                            + "); accepted: a properties file that this user may read",
                    e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    path + " has \\u without four hexadecimal digits after it; accepted: \\\\ for a backslash", e);
        }
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String backslashesKept(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            kept.append(c);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                kept.append(ESCAPED.indexOf(next) < 0 ? "\\" : "").append(next);
            }
        }
        return kept.toString();
    }

    /** Hands over each line as it is loaded, while the order of lines and repeated keys can still be seen. */
    private final class InOrder extends Properties {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Object put(Object key, Object value) {
            String name = (String) key;
            if (texts.put(name, (String) value) != null) {
                repeated.add(name);
            }
            return null;
        }
    }
}
