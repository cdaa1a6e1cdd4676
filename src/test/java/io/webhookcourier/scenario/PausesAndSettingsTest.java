package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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

    @Test
    void settingsThatChangeWhileItsRouteWorksAreNotUsed() {
        String workspace = scene.workspace();
        duringTheLookUpOfARow(() -> scene.database()
                .update(
                        "UPDATE \"WorkspaceSettings\" SET \"crmWebhookEnabled\" = false WHERE \"clientId\" = ?",
                        workspace));
        String id =
                scene.database().insertEvent(row -> row.workspaceId(workspace).raw("{\"leadId\": \"l\"}"));

        assertThat(scene.awaitStatus(id, "SUCCEEDED")).containsEntry("attempts", 1);
        assertThat(scene.receiver().requests(id)).isEmpty();
        assertThat(scene.database().attempts(id))
                .extracting(attempt -> attempt.get("outcome"), attempt -> attempt.get("error"))
                .containsExactly(
                        tuple("RELEASED", "the settings of its workspace changed before the request was sent"),
                        tuple("SKIPPED", "disabled"));
    }

    @Test
    void settingsThatStillHoldAreSentWithInTheSameAttempt() {
        duringTheLookUpOfARow(() -> {});
        String id = scene.event(row -> row.raw("{\"leadId\": \"l\"}"));

        assertThat(scene.awaitStatus(id, "SUCCEEDED")).containsEntry("attempts", 1);
        assertThat(scene.receiver().requests(id)).hasSize(1);
        assertThat(scene.database().attempts(id)).hasSize(1);
    }

    /** The look-up of a row takes longer than settings may be old. */
    private static void duringTheLookUpOfARow(Runnable change) {
        scene.courier().advise("look-up-crm-row", route -> route.weaveAddLast().process(exchange -> {
            change.run();
            long changed = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() - changed > 1_000_000_000L);
            exchange.getMessage().setBody("{}");
        }));
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
