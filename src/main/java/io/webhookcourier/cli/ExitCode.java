package io.webhookcourier.cli;

/** What a command's exit code says (docs/cli.md). */
final class ExitCode {

    static final int DONE = 0;

    /** It was not done, or something was found that needs somebody; a sentence says what. */
    static final int REFUSED = 1;

    /** A mistake in the command or the settings, or a database that cannot be used; one line on stderr says which. */
    static final int USER_MISTAKE = 2;

    private ExitCode() {}
}
