package io.webhookcourier.scenario;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.LogLines;
import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.Scene;
import io.webhookcourier.support.TestDatabase;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the database is asked for settings depends on claims, not on how many workspaces there are. */
class SettingsOfManyWorkspacesTest {

    private static final int WORKSPACES = 150;

    private final TestDatabase database = TestDatabase.create();
    private final Receiver receiver = Receiver.start();
    private final RouteFolder routes = RouteFolder.shipped();

    @AfterEach
    void close() {
        routes.close();
        receiver.close();
        database.close();
    }

    @Test
    void aBacklogOfManyCostsOneLookUpForEachClaimUntilTheLookUpOfOneIsEdited() {
        IntStream.range(0, WORKSPACES)
                .forEach(i -> database.insertWorkspace("w" + i, receiver.url(), Scene.SECRET, "lead_created"));
        enqueue(2 * WORKSPACES);
        try (RunningCourier courier = RunningCourier.start(database.jdbcUrl(), Map.of(), routes.workingFolder());
                LogLines log = new LogLines()) {
            eventually(() -> assertThat(receiver.requests()).hasSize(2 * WORKSPACES));
            assertThat(lookUps(courier, "look-up-crm-settings-batch")).isPositive();
            assertThat(lookUps(courier, "look-up-crm-settings") + lookUps(courier, "look-up-crm-settings-batch"))
                    .isLessThan(WORKSPACES / 2);

            database.update("UPDATE \"WorkspaceSettings\" SET \"crmWebhookEnabled\" = false");
            routes.edit("look-up-crm-settings.camel.yaml", "classpath:sql/look-up-crm-settings.sql", """
                    SELECT true AS "crmWebhookEnabled", "crmWebhookUrl", "crmWebhookEvents", "crmWebhookSecret"
                                    FROM "WorkspaceSettings" WHERE "clientId" = :#workspaceId""");
            eventually(
                    () -> assertThat(log.texts()).anyMatch(line -> line.startsWith("INFO The routes were reloaded")));
            enqueue(WORKSPACES);
            eventually(() -> assertThat(receiver.requests()).hasSize(3 * WORKSPACES));
            assertThat(lookUps(courier, "look-up-crm-settings-batch")).isZero();
        }
    }

    private void enqueue(int rows) {
        IntStream.range(0, rows).forEach(i -> database.insertEvent(row -> row.workspaceId("w" + i % WORKSPACES)));
    }

    private static double lookUps(RunningCourier courier, String route) {
        return courier.metric("camel_exchanges_total{camelContext=\"webhook-courier\",routeId=\"" + route + "\"}");
    }
}
