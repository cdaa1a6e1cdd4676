package io.webhookcourier.isolation;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application's table holds longer ids, keys and workspaces than an index of the service's own could. */
class LongIdsAndKeysTest {

    /** Just what the application's primary key holds when it cannot be compressed. */
    private static final int LONGEST_KEY = 2_685;

    private static final Random RANDOM = new Random(7);

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void anEventWithALongIdAndKeyIsDeliveredRecordedAndGuarded() throws Exception {
        String id = noise(LONGEST_KEY);
        String key = noise(LONGEST_KEY);
        scene.event(row -> row.id(id).dedupeKey(key));
        scene.awaitStatus(id, "SUCCEEDED");

        scene.database().update("UPDATE \"WebhookEvent\" SET \"status\" = 'PENDING' WHERE \"id\" = ?", id);
        scene.awaitStatus(id, "SUCCEEDED");
        eventually(() -> assertThat(outcomes(id)).containsExactly("DELIVERED", "DUPLICATE"));
        assertThat(scene.receiver().requests(id)).as("requests").hasSize(1);
    }

    @Test
    void aFailureOfAnEventWithALongIdIsRecorded() throws Exception {
        String id = noise(LONGEST_KEY);
        scene.receiver().answer(id, Answer.status(422));
        scene.event(row -> row.id(id));
        scene.awaitStatus(id, "FAILED");

        assertThat(outcomes(id)).containsExactly("FAILED");
    }

    @Test
    void aLongWorkspaceIdDoesNotAffectOtherStatistics() {
        String known = scene.workspace();
        scene.event(row -> row.workspaceId(null).raw("{\"workspaceId\": \"" + noise(6_000) + "\"}"));
        scene.event(row -> row.workspaceId(known));

        eventually(() -> assertThat(scene.database()
                        .value("SELECT sum(delivered) FROM courier.workspace_figures WHERE workspace_id = ?", known))
                .isNotNull());
        eventually(() -> assertThat(scene.database()
                        .value("SELECT count(*) FROM courier.workspace_figures WHERE length(workspace_id) > 400"))
                .isEqualTo(1L));
    }

    /** As the API shows them. */
    private static List<String> outcomes(String id) throws Exception {
        JsonNode event = new ObjectMapper()
                .readTree(Http.to(scene.courier().url())
                        .get("/api/v1/events/" + id)
                        .body());
        return event.findValuesAsText("outcome");
    }

    /** Text that cannot be compressed much. */
    private static String noise(int characters) {
        StringBuilder text = new StringBuilder();
        while (text.length() < characters) {
            text.append(Character.forDigit(RANDOM.nextInt(36), 36));
        }
        return text.toString();
    }
}
