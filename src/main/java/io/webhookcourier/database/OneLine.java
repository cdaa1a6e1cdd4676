package io.webhookcourier.database;

/** An error's message on a single line, as start-up errors are shown. */
final class OneLine {

    private OneLine() {}

    static String of(Throwable error) {
        String message = error.getMessage();
        return message == null
                ? error.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
