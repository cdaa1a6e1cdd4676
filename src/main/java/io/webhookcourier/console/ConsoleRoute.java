package io.webhookcourier.console;

import io.webhookcourier.web.WebRoute;

/** Everything that the console answers. Constants only: a start registers them and loads nothing else of the console. */
public enum ConsoleRoute implements WebRoute {
    OVERVIEW("GET", "/"),
    LIVE("GET", "/live"),
    EVENTS("GET", "/events"),
    EVENTS_CSV("GET", "/events.csv"),
    EVENT("GET", "/events/:id"),
    REPLAY_EVENT("POST", "/events/:id/replay"),
    WORKSPACES("GET", "/workspaces"),
    REPLAYS("GET", "/replays"),
    START_REPLAY("POST", "/replays"),
    NEW_REPLAY("GET", "/replays/new"),
    STOP_REPLAY("POST", "/replays/:id/stop"),
    RESUME_REPLAY("POST", "/replays/:id/resume"),
    AUDIT("GET", "/audit"),
    PAUSE("POST", "/pause"),
    RESUME("POST", "/resume"),
    RELEASE_LOCKS("POST", "/release"),
    LOGIN_FORM("GET", "/login"),
    LOG_IN("POST", "/login"),
    LOG_OUT("POST", "/logout"),
    /** The page for a path where nothing is. */
    MISSING("GET", "/missing"),
    ASSET("GET", "/assets/:hash/:file");

    private final String method;
    private final String path;

    ConsoleRoute(String method, String path) {
        this.method = method;
        this.path = path;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }
}
