package io.webhookcourier.inspection;

import java.util.List;

/**
 * Where a workspace's events go, without what must not be shown.
 *
 * @param host host and port; null when there is no URL, or none that is accepted
 * @param urlSet whether a URL is set at all
 * @param urlProblem what is wrong with the URL, without a word of it; null when nothing is, or none is set
 * @param events the event types that it wants
 */
public record Endpoint(
        boolean enabled, String host, boolean urlSet, String urlProblem, List<String> events, boolean secretSet) {}
