package io.webhookcourier.config;

import java.util.List;

/**
 * One or more mistakes of a user at start-up. The message has one line for each, is shown as it is, and the process exits
 * with 2 (contract, section 1).
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean temporary;

    /** @param message one line without secrets */
    public ConfigurationException(String message) {
        super(message);
        this.temporary = false;
    }

    /** @param message one line without secrets */
    public ConfigurationException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private ConfigurationException(String message, Throwable cause, boolean temporary) {
        super(message, cause);
        this.temporary = temporary;
    }

    /** @param mistakes one line each, without secrets; a user sees all of them at once */
    static void throwIfAny(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(String.join("\n", mistakes));
        }
    }

    /**
     * What a later start may not meet again, such as a database that is not up yet.
     *
     * @param message one line without secrets
     */
    public static ConfigurationException temporary(String message, Throwable cause) {
        return new ConfigurationException(message, cause, true);
    }

    /** As this one, in other words. */
    ConfigurationException withMessage(String message) {
        return new ConfigurationException(message, this, temporary);
    }

    /** Whether a later start with the same settings may succeed. */
    public boolean isTemporary() {
        return temporary;
    }

    /** One line for each mistake. */
    public List<String> mistakes() {
        return getMessage().lines().toList();
    }
}
