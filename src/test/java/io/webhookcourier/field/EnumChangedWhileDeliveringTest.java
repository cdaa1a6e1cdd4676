package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Enum types are renamed, moved to another schema and created again by a migration while the service runs. */
class EnumChangedWhileDeliveringTest {

    private static Scene scene;
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        database.insertWorkspace("w", "http://127.0.0.1:1/", Scene.SECRET, "lead_created");
        scene = Scene.start(database, Map.of("courier.queue.stale-lock", "60s", "courier.database.pool-size", "2"));
        database.update(
                "UPDATE \"WorkspaceSettings\" SET \"crmWebhookUrl\" = ?",
                scene.receiver().url());
        // Before the types go: what inserts rows here spells them.
        insert("renamed");
        insert("created again");
        database.insertEvent(row -> row.id("stale")
                .workspaceId("w")
                .locked(Instant.now().minus(Duration.ofHours(1)), "gone")
                .status("SUCCEEDED"));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void everyEventIsDeliveredOnceAndRecorded() {
        readEveryStatus();
        database.update("CREATE SCHEMA shared");
        database.update("ALTER TYPE \"WebhookEventStatus\" RENAME TO \"Zustand\"");
        database.update("ALTER TYPE \"Zustand\" SET SCHEMA shared");
        database.update("ALTER TYPE \"WebhookProvider\" SET SCHEMA shared");
        deliver("renamed");

        createAgain("status", "Zustand", "'PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED'", "'PENDING'");
        createAgain("provider", "WebhookProvider", "'INBOXXIA', 'CRM'", null);
        deliver("created again");
        readEveryStatus();

        database.update("UPDATE \"WebhookEvent\" SET \"status\" = 'RUNNING' WHERE \"id\" = 'stale'");
        scene.awaitStatus("stale", "SUCCEEDED");
        assertThat(database.attempts("stale"))
                .extracting(attempt -> attempt.get("outcome"))
                .containsExactly("RELEASED", "DELIVERED");
    }

    private static void insert(String group) {
        IntStream.range(0, 30)
                .forEach(i -> database.insertEvent(row -> row.id(group + " " + i)
                        .workspaceId("w")
                        .runAt(Instant.now().plusSeconds(600))));
        scene.receiver().answer(group + " 0", Answer.status(400));
    }

    private static void deliver(String group) {
        database.update(
                "UPDATE \"WebhookEvent\" SET \"runAt\" = now() AT TIME ZONE 'UTC' WHERE \"id\" LIKE ?", group + "%");
        scene.awaitStatus(group + " 0", "FAILED");
        for (int i = 1; i < 30; i++) {
            scene.awaitStatus(group + " " + i, "SUCCEEDED");
            assertThat(scene.receiver().requests(group + " " + i)).hasSize(1);
            assertThat(database.attempts(group + " " + i)).hasSize(1);
        }
    }

    /** As the tools that make migrations do it: new type, ALTER COLUMN, rename, drop. */
    private static void createAgain(String column, String type, String values, String defaultValue) {
        String alter = "ALTER TABLE \"WebhookEvent\" ALTER \"" + column + "\" ";
        database.update("CREATE TYPE shared.again AS ENUM (" + values + "); " + alter + "DROP DEFAULT; " + alter
                + "TYPE shared.again USING \"" + column + "\"::text::shared.again; DROP TYPE shared.\"" + type + "\"; "
                + "ALTER TYPE shared.again RENAME TO \"" + type + "\""
                + (defaultValue == null ? "" : "; " + alter + "SET DEFAULT " + defaultValue));
    }

    /** So often that the driver would keep the statements on the server. */
    private static void readEveryStatus() {
        for (int i = 0; i < 12; i++) {
            for (String status : List.of("PENDING", "FAILED")) {
                eventually(() -> assertThat(RunningCourier.send(HttpRequest.newBuilder(
                                                URI.create(scene.courier().url() + "/api/v1/events?status=" + status
                                                        + "&q=" + UUID.randomUUID()))
                                        .build())
                                .statusCode())
                        .isIn(200, 400));
            }
        }
        assertThat(RunningCourier.send(HttpRequest.newBuilder(
                                        URI.create(scene.courier().url() + "/api/v1/events?status=FAILED"))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }
}
