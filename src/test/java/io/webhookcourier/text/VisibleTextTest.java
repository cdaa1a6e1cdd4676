package io.webhookcourier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    @Test
    void everyCharacterOfTheseCategoriesIsEscapedAndNoOtherIs() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(c -> {
            String text = "a" + Character.toString(c) + "b";
            boolean invisible = INVISIBLE.matcher(Character.toString(c)).find();

            assertThat(VisibleText.of(text).equals(text)).as("U+%04X", c).isEqualTo(!invisible);
            assertThat(INVISIBLE.matcher(VisibleText.of(text)).find())
                    .as("U+%04X", c)
                    .isFalse();
        });
    }

    @Test
    void escapesAreVisible() {
        assertThat(VisibleText.of("a\nb\r\tc\u001b[2J\u0085\u009b\u2028\u202e\ufeff\ud800 \udb40\udc41 é 😀"))
                .isEqualTo("a\\nb\\r\\tc\\u001b[2J\\u0085\\u009b\\u2028\\u202e\\ufeff\\ud800 \\udb40\\udc41 é 😀");
    }

    @Test
    void aTextWithNothingToEscapeIsTheSameObject() {
        String text = "delivered  lead_created ü 😀";

        assertThat(VisibleText.of(text)).isSameAs(text);
    }
}
