package io.webhookcourier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.database.Sql;
import io.webhookcourier.support.TestDatabase;
import io.webhookcourier.text.Trimmed;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claim trims workspace ids as everything else does: else a lane, a pause and a look-up would disagree. */
class ClaimTrimmingTest {

    private static final Pattern WHITE_SPACE =
            Pattern.compile("WITH (white_space AS MATERIALIZED \\(.*?\n\\)),\n", Pattern.DOTALL);

    @Test
    void everyCharacterIsTrimmedInSqlAsInJava() {
        List<Integer> inJava = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(c -> Trimmed.isBlank(Character.toString(c)))
                .boxed()
                .toList();

        assertThat(trimmedInSql("UTF8", 1, 0xd7ff, 0xe000, Character.MAX_CODE_POINT))
                .isEqualTo(inJava);
        assertThat(inJava)
                .contains(0x9, 0xd, 0x20, 0xa0, 0x2003, 0x2028, 0xfeff)
                .doesNotContain(0x85, 0x180e, 0x200b);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void anEncodingThatLacksMostOfThemTrimsThoseThatItHas(String encoding) {
        assertThat(trimmedInSql(encoding, 1, 127, 1, 127)).containsExactly(0x9, 0xa, 0xb, 0xc, 0xd, 0x20);
    }

    @Test
    void all_other_statements_trim_as_the_claim_does() {
        String[] claim = list(Sql.statement("claim/claim-due-events"));

        assertThat(list(Sql.statement("workspace/white-space"))).isEqualTo(claim);
    }

    /** The statement's words from the first code point on, without line breaks and comments. */
    private static String[] list(String statement) {
        String from = statement.substring(statement.indexOf("string_agg(chr("));
        String list = from.substring(from.indexOf("FROM unnest"), from.indexOf("WIN125|ISO_8859_)"));
        return list.split("\\s+");
    }

    private static List<Integer> trimmedInSql(String encoding, int from, int to, int fromToo, int toToo) {
        Matcher whiteSpace = WHITE_SPACE.matcher(Sql.statement("claim/claim-due-events"));
        assertThat(whiteSpace.find()).isTrue();
        try (TestDatabase database = TestDatabase.emptyWith("ENCODING '" + encoding + "' LOCALE 'C'")) {
            List<Map<String, Object>> rows = database.query(
                    "WITH " + whiteSpace.group(1) + " SELECT DISTINCT c.code FROM (SELECT generate_series(?, ?)"
                            + " UNION SELECT generate_series(?, ?)) AS c (code)"
                            + " WHERE btrim(chr(c.code) || 'x' || chr(c.code), (SELECT characters FROM white_space)) = 'x'"
                            + " ORDER BY c.code",
                    from,
                    to,
                    fromToo,
                    toToo);
            return rows.stream().map(row -> (Integer) row.get("code")).toList();
        }
    }
}
