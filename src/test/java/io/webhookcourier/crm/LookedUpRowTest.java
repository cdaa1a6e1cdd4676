package io.webhookcourier.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PGobject;

class LookedUpRowTest {

    private static final String SPACED = " {\"name\": \"Zoë 😀\", \"n\": 1.50} ";
    private static final String COMPACT = "{\"name\":\"Zoë 😀\",\"n\":1.50}";

    static Stream<Arguments> objects() throws Exception {
        byte[] utf8 = SPACED.getBytes(StandardCharsets.UTF_8);
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", "Zoë 😀");
        columns.put("n", new BigDecimal("1.50"));
        return Stream.of(
                Arguments.of("text", SPACED),
                Arguments.of("bytes", utf8),
                Arguments.of("stream", new ByteArrayInputStream(utf8)),
                Arguments.of("jsonb", pg("jsonb", SPACED)),
                Arguments.of("json", pg("json", SPACED)),
                Arguments.of("map", columns),
                Arguments.of("one row", List.of(columns)),
                Arguments.of("one text", List.of(SPACED)),
                Arguments.of("one jsonb", List.of(pg("jsonb", SPACED))),
                Arguments.of("one row of one jsonb column", List.of(Map.of("to_jsonb", pg("jsonb", SPACED)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void anObjectInAnyFormBecomesCompactJson(String form, Object body) {
        assertThat(json(body)).isEqualTo(COMPACT);
    }

    @Test
    void aTreeBecomesCompactJson() throws Exception {
        assertThat(json(new ObjectMapper().readTree("{\"a\": [1, {\"b\": null}]}")))
                .isEqualTo("{\"a\":[1,{\"b\":null}]}");
    }

    static Stream<Arguments> others() throws Exception {
        return Stream.of(
                Arguments.of("null", null),
                Arguments.of("no row", List.of()),
                Arguments.of("two rows", List.of(Map.of("a", 1), Map.of("a", 2))),
                Arguments.of("a list in a list", List.of(List.of(Map.of("a", 1)))),
                Arguments.of("a null in a list", Collections.singletonList(null)),
                Arguments.of("empty text", ""),
                Arguments.of("text", "none"),
                Arguments.of("a JSON array", "[{}]"),
                Arguments.of("JSON null", "null"),
                Arguments.of("two objects", "{} {}"),
                Arguments.of("half an object", "{\"a\": 1"),
                Arguments.of("an object too deep", "{\"a\":".repeat(1_001) + "1" + "}".repeat(1_001)),
                Arguments.of("a number", 7),
                Arguments.of("a jsonb array", pg("jsonb", "[1]")),
                Arguments.of("a null jsonb", pg("jsonb", null)),
                Arguments.of("a tree of text", new ObjectMapper().readTree("\"x\"")),
                Arguments.of("some object", new Object()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void anythingElseIsNoRow(String form, Object body) {
        assertThat(json(body)).isNull();
    }

    @Test
    void columnsAreWrittenAsAnApplicationWouldWriteThem() throws Exception {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", UUID.fromString("00000000-0000-0000-0000-000000000001"));
        row.put("at", Timestamp.valueOf(LocalDateTime.parse("2026-03-01T10:00:00.120456")));
        row.put("day", Date.valueOf("2026-03-01"));
        row.put("then", Instant.parse("2026-03-01T10:00:00Z"));
        row.put("amount", new BigDecimal("12345678901234567890.1200"));
        row.put("data", pg("jsonb", "{\"a\": [1, 2.0]}"));
        row.put("none", pg("jsonb", null));
        row.put("span", pg("interval", "1 day"));
        row.put("nothing", null);
        row.put("tags", new TextArray("a", null, "ü"));
        row.put("ok", true);

        assertThat(json(List.of(row)))
                .isEqualTo("{\"id\":\"00000000-0000-0000-0000-000000000001\",\"at\":\"2026-03-01T10:00:00.120Z\","
                        + "\"day\":\"2026-03-01\",\"then\":\"2026-03-01T10:00:00Z\","
                        + "\"amount\":12345678901234567890.1200,\"data\":{\"a\":[1,2.0]},\"none\":null,"
                        + "\"span\":\"1 day\",\"nothing\":null,\"tags\":[\"a\",null,\"ü\"],\"ok\":true}");
    }

    @Test
    void aColumnWithoutJsonFormIsReported() {
        assertThatThrownBy(() -> json(Map.of("broken", new TextArray((Object[]) null))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the row look-up gives a value that has no JSON form");
    }

    private static String json(Object body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return LookedUpRow.json(exchange.getMessage());
    }

    private static PGobject pg(String type, String value) throws SQLException {
        PGobject object = new PGobject();
        object.setType(type);
        object.setValue(value);
        return object;
    }
}
