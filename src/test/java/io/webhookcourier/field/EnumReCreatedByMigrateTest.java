package io.webhookcourier.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A deployment changes the application's tables while producers keep their connections. */
class EnumReCreatedByMigrateTest {

    private static final String ENQUEUE = "SELECT * FROM courier.enqueue('lead_created', 'ws-1', 'lead-1', '{}')";

    /** What Prisma's migrations do to remove a value from an enum. */
    private static final List<String> RE_CREATION = List.of(
            "CREATE TYPE \"WebhookProvider_new\" AS ENUM ('CRM', 'SALES')",
            "ALTER TABLE \"WebhookEvent\" ALTER COLUMN \"provider\" TYPE \"WebhookProvider_new\""
                    + " USING (\"provider\"::text::\"WebhookProvider_new\")",
            "ALTER TYPE \"WebhookProvider\" RENAME TO \"WebhookProvider_old\"",
            "ALTER TYPE \"WebhookProvider_new\" RENAME TO \"WebhookProvider\"",
            "DROP TYPE \"WebhookProvider_old\"",
            "CREATE TYPE \"WebhookEventStatus_new\" AS ENUM ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'ARCHIVED')",
            "ALTER TABLE \"WebhookEvent\" ALTER COLUMN \"status\" DROP DEFAULT",
            "ALTER TABLE \"WebhookEvent\" ALTER COLUMN \"status\" TYPE \"WebhookEventStatus_new\""
                    + " USING (\"status\"::text::\"WebhookEventStatus_new\")",
            "ALTER TYPE \"WebhookEventStatus\" RENAME TO \"WebhookEventStatus_old\"",
            "ALTER TYPE \"WebhookEventStatus_new\" RENAME TO \"WebhookEventStatus\"",
            "DROP TYPE \"WebhookEventStatus_old\"",
            "ALTER TABLE \"WebhookEvent\" ALTER COLUMN \"status\" SET DEFAULT 'PENDING'");

    @Test
    void connectedProducersKeepEnqueuingAfterAnEnumWasReCreated() throws SQLException {
        connectedProducersSurvive(RE_CREATION.toArray(String[]::new));
    }

    @Test
    void connectedProducersKeepEnqueuingAfterAnEnumWasMovedAndRenamed() throws SQLException {
        connectedProducersSurvive(
                "CREATE SCHEMA shared",
                "ALTER TYPE \"WebhookProvider\" SET SCHEMA shared",
                "ALTER TYPE shared.\"WebhookProvider\" RENAME TO \"Provider\"",
                "ALTER TYPE \"WebhookEventStatus\" SET SCHEMA shared");
    }

    @Test
    void connectedProducersKeepEnqueuingAfterTheTableWasReCreated() throws SQLException {
        connectedProducersSurvive(
                "CREATE TABLE copy (LIKE \"WebhookEvent\" INCLUDING ALL)",
                "DROP TABLE \"WebhookEvent\"",
                "ALTER TABLE copy RENAME TO \"WebhookEvent\"");
    }

    private static void connectedProducersSurvive(String... changes) throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection producer = database.dataSource().getConnection()) {
            for (int call = 0; call < 7; call++) {
                TestDatabase.query(producer, ENQUEUE);
            }
            for (String change : changes) {
                database.update(change);
            }

            assertThat(TestDatabase.query(producer, ENQUEUE)).singleElement().satisfies(event -> assertThat(
                            database.row((String) event.get("id")))
                    .containsEntry("provider", "CRM")
                    .containsEntry("status", "PENDING"));
        }
    }
}
