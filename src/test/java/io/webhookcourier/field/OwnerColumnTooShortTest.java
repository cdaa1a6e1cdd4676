package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code lockedBy} became {@code varchar(36)}, long enough for an id and too short for an owner token. */
class OwnerColumnTooShortTest {

    private static final String SHORTEN = "ALTER TABLE \"WebhookEvent\" ALTER \"lockedBy\" TYPE varchar(%d)";

    @Test
    void theStartNamesTheColumnAndTheLengthThatIsNeeded() {
        try (TestDatabase database = TestDatabase.create()) {
            database.update(SHORTEN.formatted(36));
            assertThatThrownBy(() -> RunningCourier.start(database, Map.of("courier.instance-id", "worker-1")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "column \"lockedBy\" of table \"public\".\"WebhookEvent\" holds 36 characters")
                    .hasMessageContaining("has 54")
                    .hasMessageContaining("TYPE text");
            database.update(SHORTEN.formatted(54));
            RunningCourier.start(database, Map.of("courier.instance-id", "worker-1"))
                    .close();
        }
    }

    @Test
    void noRowIsBlamedAndAllAreDeliveredAfterTheRepair() {
        try (Scene scene = Scene.start(Map.of());
                LogLines log = new LogLines()) {
            scene.database().update(SHORTEN.formatted(36));
            String workspace = scene.workspace();
            List<String> ids = IntStream.range(0, 10)
                    .mapToObj(i -> scene.database().insertEvent(row -> row.workspaceId(workspace)))
                    .toList();
            eventually(() -> assertThat(log.texts())
                    .anyMatch(line -> line.contains("refuses every due row: column \"lockedBy\" must hold")));
            assertThat(log.texts()).noneMatch(line -> line.contains("Claims work again"));

            scene.database().update("ALTER TABLE \"WebhookEvent\" ALTER \"lockedBy\" TYPE text");
            ids.forEach(id -> scene.awaitStatus(id, "SUCCEEDED"));
        }
    }
}
