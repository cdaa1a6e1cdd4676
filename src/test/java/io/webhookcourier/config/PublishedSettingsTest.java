package io.webhookcourier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What application.properties, as shipped, and docs/configuration.md say is what the service does. */
class PublishedSettingsTest {

    private static final Path FILE = Path.of("src/main/resources/settings/application.properties");
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Pattern KEY = Pattern.compile("(?<![\\w.])courier\\.[a-z][a-z.-]*[a-z](?![\\w(])");
    private static final Pattern VARIABLE = Pattern.compile("\\bCOURIER_[A-Z_]*[A-Z]\\b");

    static Stream<Setting<?>> keys() {
        return Catalogue.SETTINGS.stream();
    }

    @Test
    void theFileAsShippedGivesExactlyTheDefaults() {
        assertThat(SettingsLoader.load(FILE, Map.of(), LoadedFixture.PLATFORM_THREADS))
                .isEqualTo(SettingsLoader.load(Path.of("nowhere"), Map.of(), LoadedFixture.PLATFORM_THREADS));
    }

    @Test
    void theFileHasEveryKeyOnceWithItsDefaultUnderOneLineOfComment() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        Map<String, String> shipped = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("=", 2);
            assertThat(shipped.put(parts[0], parts[1])).as(parts[0]).isNull();
            assertThat(lines.get(i - 1)).as("comment of %s", parts[0]).startsWith("# ");
            assertThat(i < 2 ? "" : lines.get(i - 2))
                    .as("line before that of %s", parts[0])
                    .doesNotStartWith("# ");
        }

        Map<String, String> defaults = new HashMap<>();
        keys().forEach(key -> defaults.put(key.name(), key.defaultText()));
        assertThat(shipped).isEqualTo(defaults);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void thePageHasARowWithVariablesDefaultAndRule(Setting<?> key) throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `" + key.name() + "` |"))
                .toList();
        String variables =
                "`" + key.variable() + "`" + (key.specialVariable() == null ? "" : ", `" + key.specialVariable() + "`");
        String defaultText = key.defaultText().isEmpty() ? "empty: " + key.whenEmpty() : "`" + key.defaultText() + "`";

        assertThat(rows)
                .singleElement()
                .asString()
                .startsWith("| `" + key.name() + "` | " + variables + " | " + defaultText + " | ")
                .endsWith(" Accepted: " + key.rule().replace("|", "\\|") + ". |");
    }

    @Test
    void neitherMentionsAKeyOrAVariableThatDoesNotExist() throws IOException {
        List<String> names = keys().map(Setting::name).toList();
        List<String> variables = new ArrayList<>(keys().map(Setting::variable).toList());
        variables.addAll(List.of("COURIER_SERVICE_HOST", "COURIER_PORT")); // named as what Kubernetes sets

        for (Path path : List.of(FILE, PAGE)) {
            String text = Files.readString(path);
            assertThat(matches(KEY, text)).isNotEmpty().isSubsetOf(names);
            assertThat(matches(VARIABLE, text)).isNotEmpty().isSubsetOf(variables);
        }
    }

    @Test
    void everyDefaultIsAcceptedByItsOwnRule() {
        assertThat(keys().filter(key -> !key.defaultText().isEmpty()))
                .isNotEmpty()
                .allSatisfy(
                        key -> assertThat(key.type().read(key.defaultText())).isNotNull());
    }

    @Test
    void aKeyHasADefaultOrSaysWhatEmptyMeans() {
        assertThat(keys())
                .allSatisfy(key -> assertThat(key.defaultText().isEmpty()).isEqualTo(key.whenEmpty() != null));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
