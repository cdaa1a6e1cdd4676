package io.webhookcourier.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where things are in the console. */
public final class Links {

    private Links() {}

    public static String event(String id) {
        return "/events/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static String eventsOfWorkspace(String workspaceId) {
        return "/events?workspace=" + URLEncoder.encode(workspaceId, StandardCharsets.UTF_8);
    }
}
