package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.Scene;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators and users change while the service runs holds within a second (contract, sections 3 and 5). */
class PausesAndSettingsTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @AfterEach
    void resumeEverything() {
        scene.database().update("DELETE FROM courier.pause");
    }

    @Test
    void aPausedWorkspaceWaitsAndOthersDoNot() {
        String paused = scene.workspace();
        pause(paused);
        String waits = scene.database().insertEvent(row -> row.workspaceId(paused));
        String waitsToo = scene.database().insertEvent(row -> row.workspaceId(null)
                .raw("{\"workspaceId\": \"" + paused + "\", \"leadId\": \"l\", \"row\": {}}"));
        String waitsAsWell = scene.database().insertEvent(row -> row.workspaceId(" " + paused + " "));
        String goes = scene.event(row -> {});
        scene.awaitStatus(goes, "SUCCEEDED");
        stay(Duration.ofMillis(500), waits, waitsToo, waitsAsWell);

        scene.database().update("DELETE FROM courier.pause WHERE workspace_id = ?", paused);
        scene.awaitStatus(waits, "SUCCEEDED");
        scene.awaitStatus(waitsToo, "SUCCEEDED");
        scene.awaitStatus(waitsAsWell, "SUCCEEDED");
        assertThat(scene.database().row(waits)).containsEntry("attempts", 1);
    }

    @Test
    void aPauseOfEverythingHoldsEverything() {
        pause("");
        String one = scene.event(row -> {});
        String other = scene.event(row -> row.workspaceId(null).raw("{}"));
        stay(Duration.ofMillis(700), one, other);

        scene.database().update("DELETE FROM courier.pause WHERE workspace_id = ''");
        scene.awaitStatus(one, "SUCCEEDED");
        scene.awaitStatus(other, "FAILED");
    }

    @Test
    void changedSettingsHoldWithinASecond() {
        String workspace = scene.workspace();
        String before = scene.database().insertEvent(row -> row.workspaceId(workspace));
        scene.awaitStatus(before, "SUCCEEDED");
        try (Receiver elsewhere = Receiver.start()) {
            scene.database()
                    .update(
                            "UPDATE \"WorkspaceSettings\" SET \"crmWebhookUrl\" = ? WHERE \"clientId\" = ?",
                            elsewhere.url(),
                            workspace);
            long changed = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() - changed > 1_000_000_000L);
            String after = scene.database().insertEvent(row -> row.workspaceId(workspace));
            eventually(() -> assertThat(elsewhere.requests(after)).hasSize(1));
            assertThat(scene.receiver().requests(after)).isEmpty();
            scene.awaitStatus(after, "SUCCEEDED");
        }
    }

    private static void pause(String workspace) {
        scene.database().update("INSERT INTO courier.pause (workspace_id) VALUES (?)", workspace);
    }

    private static void stay(Duration time, String... ids) {
        await().during(time).atMost(time.plusSeconds(5)).untilAsserted(() -> {
            for (String id : ids) {
                assertThat(scene.database().row(id))
                        .containsEntry("status", "PENDING")
                        .containsEntry("attempts", 0);
            }
        });
    }
}
