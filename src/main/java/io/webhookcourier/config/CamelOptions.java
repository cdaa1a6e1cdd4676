package io.webhookcourier.config;

import io.webhookcourier.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of Camel's own options, as Camel's jar lists them. */
final class CamelOptions {

    /** Their options are not in the list: Camel knows them once it has the component or the bean. */
    private static final List<String> OPEN_GROUPS = List.of(
            "camel.component.",
            "camel.dataformat.",
            "camel.language.",
            "camel.beans.",
            "camel.kamelet.",
            "camel.routeTemplate",
            "camel.variable.");

    private static final String LIST = "META-INF/camel-main-configuration-metadata.json";
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"(camel\\.[^\"]+\\.[^\"]+)\"");

    private CamelOptions() {}

    /** Whether Camel reads the key; case and hyphens do not count. */
    static boolean isKnown(String key) {
        String plain = plain(key);
        return OPEN_GROUPS.stream().anyMatch(group -> plain.startsWith(plain(group)))
                || Names.ALL.stream().map(CamelOptions::plain).anyMatch(name -> isOptionOf(name, plain));
    }

    /** An option may be a map: {@code camel.threadpool.config[id].poolSize}. */
    private static boolean isOptionOf(String name, String key) {
        return key.startsWith(name)
                && (key.length() == name.length()
                        || key.charAt(name.length()) == '.'
                        || key.charAt(name.length()) == '[');
    }

    static String nearestTo(String key) {
        return NearestName.to(key, Names.ALL);
    }

    static String plain(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Read by those only who set one of Camel's keys. */
    private static final class Names {

        static final Collection<String> ALL = read();

        private static Set<String> read() {
            try (InputStream list = CamelOptions.class.getClassLoader().getResourceAsStream(LIST)) {
                return NAME.matcher(new String(list.readAllBytes(), StandardCharsets.UTF_8))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
