package io.webhookcourier.delivery;

import io.webhookcourier.text.OneLine;

/** What a failure says, on one line and of bounded length. */
final class FailureText {

    /** Enough for any sentence, and little enough for a log line. */
    private static final int CHARACTERS = 1_000;

    private FailureText() {}

    /** {@code <SimpleClassName>: <message>}, or the name alone where there is no message. */
    static String named(Throwable failure) {
        String message = message(failure);
        String name = failure.getClass().getSimpleName();
        String type = name.isEmpty() ? failure.getClass().getName() : name;
        return message.isEmpty() ? type : type + ": " + message;
    }

    /** The message on one line; empty when there is none. */
    static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : StorableText.cut(CHARACTERS, OneLine.of(message));
    }
}
