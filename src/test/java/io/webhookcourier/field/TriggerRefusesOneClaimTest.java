package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

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

/** A trigger of the application's raises, with a SQLSTATE of its own, when one row is claimed: all others are delivered. */
class TriggerRefusesOneClaimTest {

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
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT409", "U0001", "P0001", "42501", "XX000", "0A000"})
    void theRowFailsWithTheReasonAndOthersAreDelivered(String sqlState) {
        String refused = UUID.randomUUID().toString();
        refusals.when("OLD.\"id\" = '" + refused + "' AND NEW.\"status\" = 'RUNNING'", sqlState);
        Neighbours.of(scene, refused).awaitDelivered();

        assertThat((String) scene.awaitStatus(refused, "FAILED").get("lastError"))
                .isEqualTo("claim_refused: not this row [SQLSTATE " + sqlState + "]");
        assertThat(scene.database().attempts(refused)).singleElement().satisfies(attempt -> assertThat(attempt)
                .containsEntry("outcome", "FAILED"));
        assertThat(scene.receiver().requests(refused)).isEmpty();
    }

    @Test
    void aRowThatMayNotBeChangedAtAllIsNamedOnceAndLeftOut() {
        String refused = UUID.randomUUID().toString();
        refusals.when(
                "OLD.\"id\" = '" + refused + "' AND (NEW.\"status\" <> 'PENDING' OR OLD.\"status\" = 'PENDING')",
                "PT409");
        try (LogLines log = new LogLines()) {
            Neighbours.of(scene, refused).awaitDelivered();
            Neighbours.good(scene).awaitDelivered();
            eventually(() -> assertThat(log.texts().stream().filter(line -> line.contains(refused)))
                    .singleElement()
                    .asString()
                    .contains("refuses to claim event " + refused + ": not this row"));
            assertThat(log.texts()).noneMatch(line -> line.contains("Claims work again"));
        }
        assertThat(scene.database().row(refused))
                .containsEntry("status", "PENDING")
                .containsEntry("attempts", 0);
    }
}
