package io.webhookcourier.api;

import java.util.List;

/** All that the API answers; {@code openapi.yaml} says the same. */
final class ApiRoutes {

    private ApiRoutes() {}

    static List<ApiRoute> of(ReadingApi reading, ChangingApi changing, ReplaysApi replays, ApiDocument document) {
        return List.of(
                new ApiRoute("GET", "/", (request, none) -> document.index(request)),
                new ApiRoute("GET", "/overview", (request, none) -> reading.overview(request)),
                new ApiRoute("GET", "/events", (request, none) -> reading.events(request)),
                new ApiRoute("GET", "/events.csv", (request, none) -> reading.csv(request)),
                new ApiRoute("POST", "/events", (request, none) -> changing.enqueue(request)),
                new ApiRoute("GET", "/events/{id}", (request, path) -> reading.event(request, path.get(0))),
                new ApiRoute("POST", "/events/{id}/replay", (request, path) -> changing.replay(request, path.get(0))),
                new ApiRoute("GET", "/workspaces", (request, none) -> reading.workspaces(request)),
                new ApiRoute("GET", "/audit", (request, none) -> reading.audit(request)),
                new ApiRoute("GET", "/replays", (request, none) -> replays.jobs(request)),
                new ApiRoute("POST", "/replays", (request, none) -> replays.start(request)),
                new ApiRoute("POST", "/replays/preview", (request, none) -> replays.preview(request)),
                new ApiRoute("GET", "/replays/{id}", (request, path) -> replays.job(request, path.get(0))),
                new ApiRoute("POST", "/replays/{id}/stop", (request, path) -> replays.stop(request, path.get(0))),
                new ApiRoute("POST", "/replays/{id}/go-on", (request, path) -> replays.goOn(request, path.get(0))),
                new ApiRoute("POST", "/pause", (request, none) -> changing.pause(request)),
                new ApiRoute("POST", "/resume", (request, none) -> changing.resume(request)),
                new ApiRoute("POST", "/locks/release", (request, none) -> changing.release(request)),
                new ApiRoute("GET", "/openapi.json", (request, none) -> document.json()),
                new ApiRoute("GET", "/openapi.yaml", (request, none) -> document.yaml()));
    }
}
