package io.webhookcourier.scenario;

import static io.webhookcourier.support.Answer.status;
import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Scene;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see of the last hour and of a workspace comes from statistics that the service keeps. */
class StatisticsTest {

    @Test
    void attemptsAreCountedByMinuteAndByWorkspaceWithTheLastError() {
        try (Scene scene = Scene.start(Map.of("courier.retry.initial-delay", "1ms", "courier.retry.jitter", "0"))) {
            String id = scene.eventAnswered(row -> {}, status(503), status(200));
            String refused = scene.eventAnswered(row -> {}, status(422));
            String workspace = (String) scene.database().row(refused).get("workspaceId");
            scene.awaitStatus(id, "SUCCEEDED");
            scene.awaitStatus(refused, "FAILED");

            eventually(() -> assertThat(scene.database()
                            .query("SELECT concat_ws(' ', sum(delivered), sum(retried), sum(failed), sum(not_sent))"
                                    + " AS counts FROM courier.minute_figures")
                            .get(0))
                    .containsEntry("counts", "1 1 1 0"));
            assertThat(scene.database()
                            .query("SELECT * FROM courier.workspace_figures WHERE workspace_id = ?", workspace))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("failed", 1L)
                            .containsEntry("last_error", "crm_webhook_http_error status=422")
                            .containsEntry("last_event_id", refused));
        }
    }
}
