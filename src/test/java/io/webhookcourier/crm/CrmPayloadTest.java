package io.webhookcourier.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.delivery.TerminalFailureException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrmPayloadTest {

    private static final List<String> TEXT_FIELDS = List.of(
            "eventId",
            "eventType",
            "occurredAt",
            "dedupeKey",
            "workspaceId",
            "leadId",
            "messageId",
            "changedField",
            "source");

    static Stream<Arguments> fieldsAndValues() {
        return TEXT_FIELDS.stream()
                .flatMap(field -> Stream.of(
                        Arguments.of(field, "\"text\"", "text"),
                        Arguments.of(field, "\"\"", ""),
                        Arguments.of(field, "\" spaced \"", " spaced "),
                        Arguments.of(field, "\"Zoë \\\"😀\\\" \\u0041\\n\"", "Zoë \"😀\" A\n"),
                        Arguments.of(field, "1", null),
                        Arguments.of(field, "1.5e3", null),
                        Arguments.of(field, "true", null),
                        Arguments.of(field, "false", null),
                        Arguments.of(field, "null", null),
                        Arguments.of(field, "[\"text\"]", null),
                        Arguments.of(field, "{\"" + field + "\": \"text\"}", null)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fieldsAndValues")
    void aFieldCountsOnlyAsJsonString(String field, String value, String expected) {
        assertThat(CrmPayload.read("{\"" + field + "\": " + value + "}").text(field))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"{}\"", "1", "true", "null", "[{}]"})
    void aRowCountsOnlyAsObject(String row) {
        assertThat(CrmPayload.read("{\"row\": " + row + "}").row()).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "null", "1", "\"text\"", "true", "[]", "[{\"leadId\": \"l\"}]", "{}", "{\"other\": \"x\"}"})
    void whatIsNoObjectHasNoFields(String raw) {
        CrmPayload payload = CrmPayload.read(raw);

        assertThat(TEXT_FIELDS)
                .allSatisfy(field -> assertThat(payload.text(field)).isNull());
        assertThat(payload.row()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}                                          | {}",
                "{\"a\": 1, \"b\": [1, 2, {}], \"c\": {\"d\": null}} | {\"a\":1,\"b\":[1,2,{}],\"c\":{\"d\":null}}",
                "{\"a b\": \"c:  d,  e\"}                    | {\"a b\":\"c:  d,  e\"}",
                "{\"q\": \"\\\" : \\\\\", \"z\": 1}          | {\"q\":\"\\\" : \\\\\",\"z\":1}",
                "{\"u\": \"\\u001f \\n Zoë 😀 \u2028\"}      | {\"u\":\"\\u001f \\n Zoë 😀 \u2028\"}",
                "{\"n\": 1.0, \"m\": 1.50}                   | {\"n\":1.0,\"m\":1.50}",
                "{\"n\": 12345678901234567890123.4500}       | {\"n\":12345678901234567890123.4500}",
                "{\"n\": -0, \"m\": 1E+400, \"o\": 1e-9}     | {\"n\":-0,\"m\":1E+400,\"o\":1e-9}",
                "{ \"row\" : {\"row\" : \"inner\"} }           | {\"row\":{\"row\":\"inner\"}}",
            })
    void theRowLosesItsWhitespaceAndNothingElse(String row, String compact) {
        assertThat(CrmPayload.read("{\"before\": {\"row\": {}}, \"row\": " + row + ", \"after\": [{\"row\": {}}]}")
                        .row())
                .isEqualTo(compact);
    }

    @Test
    void everyKindOfWhitespaceGoes() {
        assertThat(CrmPayload.read("\n{\t\"row\"\r\n: {\t\"a\"\r\n :\t[ 1\n,\t2 ]\r}\n}\n")
                        .row())
                .isEqualTo("{\"a\":[1,2]}");
    }

    @ParameterizedTest(name = "{0} levels")
    @ValueSource(ints = {1, 10, 999, 1_000})
    void aThousandLevelsCanBeRead(int levels) {
        String row = "{\"a\": ".repeat(levels - 1) + "1" + "}".repeat(levels - 1);

        assertThat(CrmPayload.read("{\"row\": " + row + ", \"leadId\": \"l\"}").text("leadId"))
                .isEqualTo("l");
    }

    @ParameterizedTest
    @ValueSource(strings = {"row", "other"})
    void moreLevelsAreMalformed(String field) {
        String deep = "{\"" + field + "\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        String justTooDeep = "{\"" + field + "\": " + "{\"a\": ".repeat(1_000) + "1" + "}".repeat(1_000) + "}";

        for (String raw : List.of(deep, justTooDeep)) {
            assertThatThrownBy(() -> CrmPayload.read(raw))
                    .isInstanceOf(TerminalFailureException.class)
                    .hasMessage("malformed_payload: nested deeper than 1000 levels");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"leadId\": ", "{\"leadId\": \"x}", "{\"a\": tru}", "{a: 1}", "nonsense"})
    void whatIsNoJsonIsMalformed(String raw) {
        assertThatThrownBy(() -> CrmPayload.read(raw))
                .isInstanceOf(TerminalFailureException.class)
                .hasMessage("malformed_payload: not valid JSON");
    }

    @Test
    void longNumbersStringsAndNamesPass() {
        String digits = "7".repeat(100_000) + "." + "3".repeat(100_000);
        String text = "ö".repeat(2_000_000);
        String name = "n".repeat(300_000);
        String row = "{\"digits\":" + digits + ",\"" + name + "\":\"" + text + "\"}";

        CrmPayload payload = CrmPayload.read("{\"" + name + "\": " + digits + ", \"source\": \"" + text
                + "\", \"row\": " + row + ", \"leadId\": \"l\"}");

        assertThat(payload.row()).isEqualTo(row);
        assertThat(payload.text("source")).isEqualTo(text);
        assertThat(payload.text("leadId")).isEqualTo("l");
    }

    @Test
    void aPayloadShowsNothingOfItself() {
        assertThat(CrmPayload.read("{\"leadId\": \"canary\", \"row\": {\"name\": \"canary\"}}"))
                .hasToString("CrmPayload");
    }
}
