package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;

/** What a command's exit code says (docs/cli.md). */
final class ExitCode {

    static final int DONE = 0;

    /** It was not done, or something was found that needs attention; a sentence says what. */
    static final int REFUSED = 1;

    /** A mistake in the command or the settings, or a database that cannot be used; one line on stderr says which. */
    static final int USER_MISTAKE = 2;

    /** sysexits.h: a service unavailable, here the database. */
    private static final int EX_UNAVAILABLE = 69;

    /** sysexits.h: something in an unconfigured or misconfigured state. */
    private static final int EX_CONFIG = 78;

    /** Set with {@code -Dcourier.exit-codes=sysexits}, so that a supervisor restarts only what a restart may help. */
    private static final String SYSEXITS_PROPERTY = "courier.exit-codes";

    private ExitCode() {}

    /** 2 (contract, section 1), or with {@code -Dcourier.exit-codes=sysexits} 78, and 69 where a later start may succeed. */
    static int of(ConfigurationException mistake) {
        if (!"sysexits".equals(System.getProperty(SYSEXITS_PROPERTY))) {
            return USER_MISTAKE;
        }
        return mistake.isTemporary() ? EX_UNAVAILABLE : EX_CONFIG;
    }
}
