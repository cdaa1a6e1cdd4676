package io.webhookcourier.config;

/** What a user wrote, made fit for one line of a message. */
final class Shown {

    private static final int LONGEST = 100;

    private Shown() {}

    static String quoted(String text) {
        return '"' + line(text) + '"';
    }

    /** Control characters become question marks, and a long text is cut. */
    static String line(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
