package io.webhookcourier.cli;

import io.webhookcourier.text.VisibleText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where commands print, in UTF-8 in every locale. Each {@code println} is one line: what rows, receivers and
 * arguments bring along neither ends it nor steers the terminal. Text of more lines that is the program's own, such as a
 * help page, goes through {@code print}.
 */
final class LineWriter extends PrintWriter {

    LineWriter(PrintStream stream) {
        super(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String line) {
        super.println(line == null ? null : VisibleText.of(line));
    }

    /** The lines of a stack trace come here, indented by a tab. */
    @Override
    public void println(Object line) {
        String text = String.valueOf(line);
        boolean indented = text.startsWith("\t");
        super.println((indented ? "\t" : "") + VisibleText.of(indented ? text.substring(1) : text));
    }
}
