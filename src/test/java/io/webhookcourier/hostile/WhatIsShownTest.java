package io.webhookcourier.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What others wrote is shown within bounds, and showing it gives an attacker nothing to use. */
class WhatIsShownTest {

    private static final int MEGABYTE = 1024 * 1024;

    private static Scene scene;
    private static Http http;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of());
        http = Http.to(scene.courier().url());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void aNestedPayloadDoesNotBecomeAPageOfSpaces() {
        String nested = "{\"a\":".repeat(400) + "[{\"b\":1}" + ",{\"b\":1}".repeat(20_000) + "]" + "}".repeat(400);
        String id = scene.event(row -> row.raw(nested));
        scene.awaitStatus(id, "FAILED");

        assertThat(http.get("/events/" + id).status()).isEqualTo(200);
        assertThat(http.get("/events/" + id).body()).hasSizeLessThan(MEGABYTE);
        assertThat(http.get("/api/v1/events/" + id).body()).hasSizeLessThan(MEGABYTE);
    }

    @Test
    void theSignatureOfAShownRequestIsTooOldToBeUsed() throws Exception {
        Instant anHourAgo = Instant.now().minus(Duration.ofMinutes(59));
        String id = scene.event(row -> {});
        scene.awaitStatus(id, "SUCCEEDED");

        JsonNode request = new ObjectMapper()
                .readTree(http.get("/api/v1/events/" + id).body())
                .path("request");
        assertThat(request.path("signed").asBoolean()).isTrue();
        assertThat(Instant.parse(request.path("headers").path("x-zrg-timestamp").asText()))
                .isBefore(anHourAgo);
    }
}
