package io.webhookcourier.service;

/** What receivers see in the header {@code user-agent}. */
final class UserAgent {

    private UserAgent() {}

    static String value() {
        String version = UserAgent.class.getPackage().getImplementationVersion();
        return version == null ? "webhook-courier" : "webhook-courier/" + version;
    }
}
