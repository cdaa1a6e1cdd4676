package io.webhookcourier.service;

import io.webhookcourier.api.ApiRoute;
import io.webhookcourier.config.Settings;
import io.webhookcourier.console.ConsoleRoute;
import io.webhookcourier.demo.Demo;
import io.webhookcourier.web.WebAreas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The paths that the service answers itself on {@code courier.http.port}, so that no route file can have them. */
final class OwnHttpPaths {

    private OwnHttpPaths() {}

    /** What each path belongs to; one that ends in {@code /*} is itself and everything below it. */
    static Map<String, String> of(Settings settings) {
        Map<String, String> owners = new HashMap<>();
        WebAreas.of(List.of(ApiRoute.values())).forEach(area -> owners.put(area, "the API"));
        WebAreas.of(List.of(ConsoleRoute.values())).forEach(area -> owners.put(area, "the console"));
        if (settings.demo()) {
            Demo.ANSWERED.forEach(path -> owners.put(path, "the demo"));
        }
        return owners;
    }
}
