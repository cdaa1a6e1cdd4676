package io.webhookcourier.inspection;

import java.util.List;

/**
 * Where a workspace's events go, without what must not be shown.
 *
 * @param host host and port; null when there is no URL, or none that is accepted
 * @param urlSet whether a URL is set at all
 * @param events the event types that it wants
 */
public record Endpoint(boolean enabled, String host, boolean urlSet, List<String> events, boolean secretSet) {

    /** Of a workspace without a row in {@code "WorkspaceSettings"}. */
    static final Endpoint NONE = new Endpoint(false, null, false, List.of(), false);

    /** Why nothing would be sent for this event type, as the attempt log names it; null when something would. */
    String reasonToSkip(String eventType) {
        if (!enabled) {
            return "disabled";
        }
        if (host == null) {
            return "missing_url";
        }
        if (!secretSet) {
            return "missing_secret";
        }
        return events.contains(eventType) ? null : "event_not_enabled";
    }
}
