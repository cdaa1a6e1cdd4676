package io.webhookcourier.database;

/** Writes names and texts as PostgreSQL reads them. */
final class SqlIdentifier {

    private SqlIdentifier() {}

    /** The name in double quotes, with any characters. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The text as a string literal, under {@code standard_conforming_strings} as under its opposite. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
