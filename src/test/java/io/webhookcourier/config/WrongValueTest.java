package io.webhookcourier.config;

import static io.webhookcourier.config.LoadedFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongValueTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(textBlock = WrongValues.TABLE, delimiter = ';')
    void isRefusedWithKeyProblemAndWhatIsAccepted(String name, String text, String problem) {
        Setting<?> key = Catalogue.SETTINGS.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(refusal(name + "=" + text, Map.of()))
                .startsWith(name + (key.confidential() ? ": " : "=\""))
                .contains(": " + problem)
                .endsWith("; accepted: " + key.rule());
    }

    @Test
    void everyKeyHasAWrongValueInTheTable() {
        Set<String> inTable = new HashSet<>();
        WrongValues.rows().forEach(row -> inTable.add(row.key()));

        assertThat(inTable)
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.SETTINGS.stream().map(Setting::name).toList());
    }

    @Test
    void aLongOrMultilineValueIsShownOnOneShortLine() {
        String message = refusal("courier.log.level=a\\n\\u2028" + "x".repeat(5000), Map.of());

        assertThat(message).hasSizeLessThan(300).contains("\"a??xxx", "x…\"");
    }
}
