package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database in encoding SQL_ASCII takes any bytes: one row that is not UTF-8 fails, others go, and lists show it. */
class BytesThatAreNotUtf8Test {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(TestDatabase.ofAnyBytes(), Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void theRowFailsAndIsShownWithReplacementText() {
        String workspace = scene.workspace();
        scene.database().insertEvent(row -> row.id("odd").workspaceId(workspace).status("SUCCEEDED"));
        scene.database()
                .update("UPDATE \"WebhookEvent\" SET \"dedupeKey\" = 'key ' || chr(233), \"eventType\" = 'caf'"
                        + " || chr(233), \"status\" = 'PENDING'");
        String good = scene.database().insertEvent(row -> row.workspaceId(workspace));

        scene.awaitStatus(good, "SUCCEEDED");
        eventually(() -> assertThat(
                        scene.database().value("SELECT \"status\"::text FROM \"WebhookEvent\" WHERE \"id\" = 'odd'"))
                .isEqualTo("FAILED"));
        for (String path : new String[] {"/api/v1/events", "/api/v1/events/odd", "/events", "/events/odd"}) {
            HttpResponse<String> shown = RunningCourier.send(
                    HttpRequest.newBuilder(URI.create(scene.courier().url() + path))
                            .build());
            assertThat(shown.statusCode()).as(path).isEqualTo(200);
            assertThat(shown.body()).as(path).contains("odd").contains("caf\uFFFD");
        }
        // The connection is as it was for the next reader.
        String umlaut = scene.event(row -> row.eventType("f\u00fcr"));
        scene.awaitStatus(umlaut, "FAILED");
        assertThat(RunningCourier.send(HttpRequest.newBuilder(
                                        URI.create(scene.courier().url() + "/api/v1/events/" + umlaut))
                                .build())
                        .body())
                .contains("f\u00fcr");
    }
}
