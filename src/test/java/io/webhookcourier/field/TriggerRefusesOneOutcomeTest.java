package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Answer;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Scene;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trigger of the application's raises when the outcome of one event is recorded: each event is sent once all the same. */
class TriggerRefusesOneOutcomeTest {

    private static Scene scene;
    private static Refusals refusals;

    @BeforeAll
    static void start() {
        scene = Scene.start(Map.of());
        refusals = new Refusals(scene.database());
    }

    @AfterEach
    void allowAll() {
        refusals.end();
        scene.database().update("ALTER TABLE \"WebhookEvent\" ALTER \"lastError\" TYPE text");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT409", "U0001", "P0001", "42501", "XX000"})
    void theEventFailsWithTheReasonAndNoneIsSentTwice(String sqlState) {
        String refused = UUID.randomUUID().toString();
        refusals.when("OLD.\"id\" = '" + refused + "' AND NEW.\"status\" = 'SUCCEEDED'", sqlState);
        Neighbours.of(scene, refused).awaitDelivered();

        assertThat((String) scene.awaitStatus(refused, "FAILED").get("lastError"))
                .isEqualTo("outcome_refused: not this row [SQLSTATE " + sqlState + "]; the outcome was: DELIVERED");
        assertThat(scene.awaitAttempts(refused, 1)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "DELIVERED"));
        assertThat(scene.receiver().requests(refused)).hasSize(1);
    }

    @Test
    void anUnchangeableEventIsNotSentAgainAfterAReset() {
        String refused = UUID.randomUUID().toString();
        refusals.when("OLD.\"id\" = '" + refused + "' AND OLD.\"status\" = 'RUNNING'", "PT409");
        try (LogLines log = new LogLines()) {
            Neighbours.of(scene, refused).awaitDelivered();
            assertThat(scene.awaitAttempts(refused, 1)).singleElement().satisfies(attempt -> assertThat(attempt)
                    .containsEntry("outcome", "DELIVERED"));
            assertThat(scene.database().row(refused)).containsEntry("status", "RUNNING");
            // Others of the same workspace do not wait for its place.
            Neighbours.good(scene).awaitDelivered();
            assertThat(log.texts().stream().filter(line -> line.contains(refused) && line.startsWith("ERROR")))
                    .hasSize(1);
        }

        refusals.end();
        scene.awaitStatus(refused, "SUCCEEDED");
        scene.database().update("UPDATE \"WebhookEvent\" SET \"status\" = 'PENDING' WHERE \"id\" = ?", refused);
        scene.awaitAttempts(refused, 2);
        assertThat(scene.awaitStatus(refused, "SUCCEEDED")).containsEntry("lastError", null);
        assertThat(scene.receiver().requests(refused)).hasSize(1);
    }

    @Test
    void noEventFailsWhileAllOutcomesAreRefused() {
        refusals.when("NEW.\"status\" = 'SUCCEEDED'", "U0001");
        try (LogLines log = new LogLines()) {
            Neighbours events = Neighbours.good(scene);
            events.awaitAttempts();
            eventually(
                    () -> assertThat(log.texts()).anyMatch(line -> line.contains("refuses every row: not this row")));
            events.await("RUNNING");
            assertThat(log.texts().stream().filter(line -> line.startsWith("ERROR")))
                    .hasSizeLessThan(5);

            refusals.end();
            events.awaitDelivered();
        }
    }

    @Test
    void aLastErrorColumnThatIsTooShortKeepsTheBeginningOfTheError() {
        scene.database().update("ALTER TABLE \"WebhookEvent\" ALTER \"lastError\" TYPE varchar(255)");
        String id = scene.eventAnswered(row -> {}, Answer.status(400).body("x".repeat(900)));

        assertThat((String) scene.awaitStatus(id, "FAILED").get("lastError"))
                .startsWith("crm_webhook_http_error status=400 body=\"xxx")
                .hasSize(255);
        assertThat((String) scene.database().attempts(id).get(0).get("error")).hasSizeGreaterThan(900);
    }
}
