package io.webhookcourier.cli;

/**
 * One line of the doctor.
 *
 * @param level {@code ok}, {@code note} (worth knowing) or {@code PROBLEM} (needs action)
 * @param subject what was looked at
 */
record Finding(String level, String subject, String text) {

    private static final String PROBLEM = "PROBLEM";

    static Finding ok(String subject, String text) {
        return new Finding("ok", subject, text);
    }

    static Finding note(String subject, String text) {
        return new Finding("note", subject, text);
    }

    static Finding problem(String subject, String text) {
        return new Finding(PROBLEM, subject, text);
    }

    boolean isProblem() {
        return level.equals(PROBLEM);
    }

    @Override
    public String toString() {
        return String.format("%-8s %-9s %s", level, subject, text);
    }
}
