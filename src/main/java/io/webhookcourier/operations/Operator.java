package io.webhookcourier.operations;

import io.webhookcourier.text.OneLine;

/**
 * On whose behalf something is changed; goes into {@code courier.audit} and the log.
 *
 * @param name who, say {@code ada@host (command line)}; 1 to 200 characters
 * @param reason why, in the operator's words; up to 1,000 characters; null when none was given
 */
public record Operator(String name, String reason) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 1_000;

    /** @throws OperationRefusedException when a text is too long, or the name is missing */
    public Operator {
        name = oneLine(name);
        reason = oneLine(reason);
        if (name == null || name.length() > LONGEST_NAME) {
            throw OperationRefusedException.invalid(
                    "the operator's name must have 1 to " + LONGEST_NAME + " characters");
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw OperationRefusedException.invalid(
                    "the reason is longer than the " + LONGEST_REASON + " characters that are kept");
        }
    }

    /** Line breaks would forge lines in the log. */
    private static String oneLine(String text) {
        if (text == null) {
            return null;
        }
        String line = OneLine.withoutControls(text);
        return line.isEmpty() ? null : line;
    }
}
