package io.webhookcourier.config;

/** A user's mistake at start-up: the message is the one line that is shown, and the process exits with 2. */
public final class ConfigurationException extends RuntimeException {

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
