package io.webhookcourier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineWriterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LineWriter out = new LineWriter(new PrintStream(bytes, true, StandardCharsets.US_ASCII));

    @Test
    void eachPrintlnIsOneLineThatSteersNoTerminal() {
        out.println("Error      refused\n\u001b[2Jok\u009b\u2028\u202e");
        out.println((Object) "workspace a\r\nb");

        assertThat(printed()).isEqualTo("Error      refused\\n\\u001b[2Jok\\u009b\\u2028\\u202e\nworkspace a\\r\\nb\n");
    }

    @Test
    void itIsUtf8WhateverTheStreamsEncoding() {
        out.println("m\u00fcller \u2713");

        assertThat(printed()).isEqualTo("m\u00fcller \u2713\n");
    }

    @Test
    void aTableIsAsWideAsWhatIsShown() {
        new TextTable("ID", "TYPE").row("a\u202eb", "x").row("c", null).print(out);

        assertThat(printed()).isEqualTo("ID        TYPE\na\\u202eb  x\nc         -\n");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
