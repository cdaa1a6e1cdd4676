package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirWidestValue() {
        assertThat(printed(new TextTable("ID", "STATUS", "ERROR")
                        .row("e-1000", null, "")
                        .row("e", "FAILED", "x")))
                .isEqualTo("ID      STATUS  ERROR\ne-1000  -\ne       FAILED  x\n");
    }

    @Test
    void whatAReceiverAnsweredCannotMoveTheCursor() {
        assertThat(printed(new TextTable("ERROR").row("a\n\u001b[2Jb"))).isEqualTo("ERROR\na\\n\\u001b[2Jb\n");
    }

    @Test
    void aLineThatIsTooLongIsCut() {
        assertThat(printed(new TextTable("ERROR").row("x".repeat(500)))
                        .lines()
                        .toList()
                        .get(1))
                .hasSizeLessThan(500)
                .endsWith("x…");
    }

    private static String printed(TextTable table) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text, true));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
