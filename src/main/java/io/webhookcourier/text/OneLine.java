package io.webhookcourier.text;

import java.util.regex.Pattern;

/** Messages on a single line, as errors at start-up and in the log are shown. */
public final class OneLine {

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}]");
    private static final Pattern NOT_PRINTABLE_RUN = Pattern.compile(NOT_PRINTABLE.pattern() + "+");
    private static final int LONGEST = 100;

    private OneLine() {}

    /** The error's message, or its class where it has none. */
    public static String of(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : of(message);
    }

    /** Line breaks and other white space become one space each. */
    public static String of(String message) {
        return WHITE_SPACE.matcher(message.strip()).replaceAll(" ");
    }

    /** A text that goes into the log or the audit: control characters, which could forge a line, become one space. */
    public static String withoutControls(String text) {
        return NOT_PRINTABLE_RUN.matcher(text).replaceAll(" ").strip();
    }

    /** What a user wrote, in double quotes; otherwise as {@link #shortened}. */
    public static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    /** Control characters become question marks, and a text of more than 100 characters is cut. */
    public static String shortened(String text) {
        String printable = NOT_PRINTABLE.matcher(text).replaceAll("?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
