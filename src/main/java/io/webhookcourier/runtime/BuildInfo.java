package io.webhookcourier.runtime;

/** Which build of this service runs. */
public final class BuildInfo {

    private static final String NAME = "webhook-courier";

    private BuildInfo() {}

    /** As the jar's manifest says it, such as {@code 1.0.0}; null when the classes do not come from the jar. */
    public static String version() {
        return BuildInfo.class.getPackage().getImplementationVersion();
    }

    /** What receivers see in the header {@code user-agent}: {@code webhook-courier/1.0.0}. */
    public static String userAgent() {
        String version = version();
        return version == null ? NAME : NAME + "/" + version;
    }
}
