package io.webhookcourier.api;

import io.webhookcourier.web.WebRoute;

/**
 * Everything that the API answers; {@code openapi.yaml} describes the same. Constants only: a start registers them and
 * loads nothing else of the API.
 */
public enum ApiRoute implements WebRoute {
    INDEX("GET", ""),
    OVERVIEW("GET", "/overview"),
    EVENTS("GET", "/events"),
    EVENTS_CSV("GET", "/events.csv"),
    ENQUEUE("POST", "/events"),
    EVENT("GET", "/events/:id"),
    REPLAY_EVENT("POST", "/events/:id/replay"),
    WORKSPACES("GET", "/workspaces"),
    AUDIT("GET", "/audit"),
    REPLAYS("GET", "/replays"),
    START_REPLAY("POST", "/replays"),
    PREVIEW_REPLAY("POST", "/replays/preview"),
    REPLAY("GET", "/replays/:id"),
    STOP_REPLAY("POST", "/replays/:id/stop"),
    RESUME_REPLAY("POST", "/replays/:id/resume"),
    /** Deprecated: the name of {@link #RESUME_REPLAY} in earlier versions. */
    GO_ON("POST", "/replays/:id/go-on"),
    PAUSE("POST", "/pause"),
    RESUME("POST", "/resume"),
    RELEASE_LOCKS("POST", "/locks/release"),
    OPENAPI_JSON("GET", "/openapi.json"),
    OPENAPI_YAML("GET", "/openapi.yaml");

    static final String ROOT = "/api/v1";

    private final String method;
    private final String path;

    /** @param below {@link #ROOT} */
    ApiRoute(String method, String below) {
        this.method = method;
        this.path = ROOT + below;
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
