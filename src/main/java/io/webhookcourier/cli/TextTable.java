package io.webhookcourier.cli;

import io.webhookcourier.text.VisibleText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest value; the last one is cut where the terminal ends. */
final class TextTable {

    private static final String GAP = "  ";
    private static final int NO_TERMINAL = 200;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... head) {
        this.head = List.of(head);
    }

    /** @param values one for each column; null is shown as a dash */
    TextTable row(Object... values) {
        List<String> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value == null ? "-" : VisibleText.of(value.toString()));
        }
        rows.add(row);
        return this;
    }

    void print(PrintWriter out) {
        int[] widths = new int[head.size()];
        measure(widths, head);
        rows.forEach(row -> measure(widths, row));
        out.println(line(widths, head));
        rows.forEach(row -> out.println(line(widths, row)));
    }

    private static void measure(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private static String line(int[] widths, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length - 1; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        line.append(row.get(widths.length - 1));
        String text = line.toString().stripTrailing();
        return text.length() <= width() ? text : text.substring(0, width() - 1) + "…";
    }

    /** Shells set COLUMNS; where it is not exported, nothing is known. */
    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,4}")
                ? Math.max(40, Integer.parseInt(columns))
                : NO_TERMINAL;
    }
}
