package io.webhookcourier.field;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policy that shows the service the workspaces' settings is dropped while the service runs, say by a migration that
 * rewrites all policies. A workspace whose settings are hidden must not look like one that wants nothing.
 */
class HiddenSettingsAreNoReasonToSkipTest {

    private static final String ROLE = "policy_role";
    private static final String POLICY =
            "CREATE POLICY webhook_courier ON \"WorkspaceSettings\" TO " + ROLE + " USING (true)";

    private TestDatabase database;
    private Receiver receiver;

    @BeforeEach
    void createRole() {
        receiver = Receiver.start();
        database = TestDatabase.ofTheApplication();
        database.update("DROP ROLE IF EXISTS " + ROLE);
        database.update("CREATE ROLE " + ROLE + " LOGIN");
        database.update("GRANT CREATE ON DATABASE " + database.name() + " TO " + ROLE);
        database.update("GRANT SELECT, UPDATE ON \"WebhookEvent\" TO " + ROLE);
        database.update("GRANT SELECT (\"clientId\", \"crmWebhookEnabled\", \"crmWebhookUrl\", \"crmWebhookEvents\","
                + " \"crmWebhookSecret\") ON \"WorkspaceSettings\" TO " + ROLE);
        database.update("ALTER TABLE \"WorkspaceSettings\" ENABLE ROW LEVEL SECURITY");
        database.update(POLICY);
        database.insertWorkspace("ws", receiver.url(), "secret", "lead_created");
    }

    @AfterEach
    void dropRole() {
        receiver.close();
        database.update("DROP OWNED BY " + ROLE + " CASCADE");
        database.update("DROP ROLE " + ROLE);
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?pgbouncer=true"})
    void theEventWaitsForThePolicy(String parameters) {
        try (RunningCourier courier = RunningCourier.start(
                database.jdbcUrl() + parameters,
                Map.of(
                        "courier.database.username",
                        ROLE,
                        "courier.retry.initial-delay",
                        "500ms",
                        "courier.retry.jitter",
                        "0ms"))) {
            String unknown = database.insertEvent(row -> row.workspaceId("without-settings"));
            eventually(() -> assertThat(database.row(unknown)).containsEntry("status", "SUCCEEDED"));
            assertThat(database.attempts(unknown).get(0)).containsEntry("error", "disabled");

            database.update("DROP POLICY webhook_courier ON \"WorkspaceSettings\"");
            String id = database.insertEvent(row -> row.workspaceId("ws"));
            eventually(() -> assertThat((String) database.row(id).get("lastError"))
                    .isEqualTo("route_error: IllegalStateException: row-level security of \"WorkspaceSettings\" may"
                            + " hide this workspace's settings from the service's role; doctor names the policy to"
                            + " create"));

            database.update(POLICY);
            eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
            assertThat(receiver.requests(id)).hasSize(1);
            assertThat(courier.url()).isNotNull();
        }
    }
}
