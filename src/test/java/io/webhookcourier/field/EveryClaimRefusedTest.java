package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Scene;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** For a while every claim is refused, by a trigger or by a missing grant: no row is blamed, and all resume afterwards. */
class EveryClaimRefusedTest {

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
    void noRowIsBlamedAndAllAreDeliveredOnceItIsOver() {
        Refusals refusals = new Refusals(scene.database());
        Neighbours events = Neighbours.notDue(scene, UUID.randomUUID().toString());
        refusals.when("NEW.\"status\" = 'RUNNING'", "U0001");
        try (LogLines log = new LogLines()) {
            events.becomeDue();
            eventually(() -> assertThat(log.texts())
                    .anyMatch(line -> line.contains("the database refuses every due row: not this row")));
            assertThat(log.texts()).noneMatch(line -> line.contains("Claims work again"));
            assertThat(scene.database().value("SELECT count(*) FROM \"WebhookEvent\" WHERE \"status\" = 'FAILED'"))
                    .isEqualTo(0L);

            refusals.end();
            events.awaitDelivered();
            assertThat(log.texts())
                    .filteredOn(line -> line.contains("Claims work again"))
                    .hasSize(1);
            assertThat(log.texts()).noneMatch(line -> line.contains("left out"));
        }
    }
}
