package io.webhookcourier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * application.properties, as shipped, and docs/configuration.md say what is declared. With {@code -Dsettings.publish=true}
 * they are written first.
 */
class PublishedSettingsTest {

    private static final Pattern KEY = Pattern.compile("(?<![\\w.])courier\\.[a-z][a-z.-]*[a-z](?![\\w(])");
    private static final Pattern VARIABLE = Pattern.compile("\\bCOURIER_[A-Z_]*[A-Z]\\b");

    @BeforeAll
    static void publish() throws IOException {
        if (Boolean.getBoolean("settings.publish")) {
            PublishedSettings.write();
        }
    }

    static Stream<Setting<?>> settings() {
        return Catalogue.SETTINGS.stream();
    }

    @Test
    void theFileHasEverySettingWithItsSummaryAndDefault() {
        assertThat(PublishedSettings.FILE).hasContent(PublishedSettings.file());
    }

    @Test
    void thePageHasARowForEverySetting() throws IOException {
        assertThat(PublishedSettings.tableOnPage()).isEqualTo(PublishedSettings.table());
    }

    @Test
    void theFileAsShippedGivesExactlyTheDefaults() {
        assertThat(SettingsLoader.load(PublishedSettings.FILE, Map.of(), LoadedFixture.PLATFORM_THREADS))
                .isEqualTo(SettingsLoader.load(Path.of("nowhere"), Map.of(), LoadedFixture.PLATFORM_THREADS));
    }

    @Test
    void thePageMentionsNoKeyOrVariableThatDoesNotExist() throws IOException {
        List<String> names = settings().map(Setting::name).toList();
        List<String> variables =
                new ArrayList<>(settings().map(Setting::variable).toList());
        variables.addAll(List.of("COURIER_SERVICE_HOST", "COURIER_PORT")); // named as what Kubernetes sets

        String page = Files.readString(PublishedSettings.PAGE);
        // A table of the service's own schema is written like a key.
        List<String> keys = matches(KEY, page).stream()
                .filter(name -> !name.startsWith("courier.delivery_"))
                .toList();
        assertThat(keys).isNotEmpty().isSubsetOf(names);
        assertThat(matches(VARIABLE, page)).isNotEmpty().isSubsetOf(variables);
    }

    @Test
    void everyDefaultIsAcceptedByItsOwnRule() {
        assertThat(settings().filter(setting -> setting.whenEmpty() == null))
                .isNotEmpty()
                .allSatisfy(setting ->
                        assertThat(setting.type().read(setting.defaultText())).isNotNull());
    }

    @Test
    void aSummaryIsOneSentenceWithoutMarkup() {
        assertThat(settings()).allSatisfy(setting -> assertThat(setting.summary())
                .as(setting.name())
                .endsWith(".")
                .doesNotContain(". ", "`", "](", "\n")
                .hasSizeLessThan(120));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
